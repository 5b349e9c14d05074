// SPDX-License-Identifier: Apache-2.0

/**
 * Wire shapes, targets, permissions, annotations and the layer manifest schema of Groundwork.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './ids';
export * from './permissions';
export * from './tags';
export * from './targets';
export * from './wire';
export * from './estate';
export * from './layers';
export * from './security';
export * from './stacks';
export * from './client';
