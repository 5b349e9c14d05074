// SPDX-License-Identifier: Apache-2.0
import { ConflictError } from '@backstage/errors';
import {
  type BundleFile,
  sha256,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import {
  type Engine,
  LAYER_STAMP_FILE,
  type StackForm,
  layerStampSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

/** Where a layer keeps what was chosen in its form. */
export const INPUT_FILES: Readonly<Record<Engine, string>> = {
  terraform: 'terraform/terraform.tfvars.json',
  cdk: 'cdk/inputs.json',
};

/** Rendered with the place of the stack in them, and read by people, not by an engine. */
const ABOUT_PLACE =
  /^(docs\/|\.github\/|(README\.md|catalog-info\.yaml|mkdocs\.ya?ml|\.gitignore)$)/;

const SENSITIVE_VARIABLE =
  /variable\s+"([^"]+)"\s*\{(?:(?!\n\})[\s\S])*?\n\s*sensitive\s*=\s*true\b/g;

const inputsSchema = z.record(z.string(), z.json());

/** Inputs of a layer by their names. */
export type SourceInputs = StackForm['formData'];

/** Whether a file is code: not what is chosen anew for each environment, and not what only tells of the place. */
export function isCode(path: string): boolean {
  const isInput = Object.values(INPUT_FILES).includes(path);
  return !isInput && !ABOUT_PLACE.test(path);
}

/** The code of a source. */
export function codeOf(files: readonly BundleFile[]): BundleFile[] {
  return files.filter(({ path }) => isCode(path));
}

/** Names the code of a source, whatever its inputs: SHA-256 over the paths and contents of its files, in order. */
export function codeDigest(files: readonly BundleFile[]): string {
  const lines = codeOf(files)
    .map(({ path, content }) => `${sha256(content)} ${JSON.stringify(path)}\n`)
    .sort();
  return sha256(Buffer.from(lines.join('')));
}

/** The version of the layer that a source was rendered from, when it says so. */
export function layerVersionOf(
  files: readonly BundleFile[],
): string | undefined {
  const text = textOf(files, LAYER_STAMP_FILE);
  if (text === undefined) return undefined;
  try {
    return layerStampSchema.parse(JSON.parse(text)).version;
  } catch {
    return undefined;
  }
}

/** What was chosen for a source. */
export function readInputs(
  files: readonly BundleFile[],
  engine: Engine,
): SourceInputs {
  const path = INPUT_FILES[engine];
  const text = textOf(files, path);
  if (text === undefined) return {};
  try {
    return inputsSchema.parse(JSON.parse(text));
  } catch {
    throw new ConflictError(
      `${path} of the source is not an object of inputs, so no form can be filled in with it; open the layer's template without`,
    );
  }
}

/** The Terraform variables that a source declares as sensitive. */
export function sensitiveVariables(files: readonly BundleFile[]): Set<string> {
  const texts = files
    .filter(({ path }) => /^terraform\/[^/]+\.tf$/.test(path))
    .map(({ content }) => content.toString('utf8'));
  return new Set(
    texts.flatMap(text =>
      [...text.matchAll(SENSITIVE_VARIABLE)].map(([, name]) => name),
    ),
  );
}

function textOf(files: readonly BundleFile[], path: string) {
  return files.find(file => file.path === path)?.content.toString('utf8');
}
