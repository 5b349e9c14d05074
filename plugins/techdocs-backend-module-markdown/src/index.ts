// SPDX-License-Identifier: Apache-2.0

/**
 * Builds TechDocs sites from Markdown in Node, where MkDocs is absent.
 *
 * @packageDocumentation
 */
export { techdocsModuleMarkdown as default } from './module';
export { MarkdownTechdocsGenerator } from './MarkdownTechdocsGenerator';
