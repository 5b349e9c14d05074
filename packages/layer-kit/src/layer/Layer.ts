// SPDX-License-Identifier: Apache-2.0
import {
  type LayerManifest,
  layerManifestSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type CdkApp, type CdkFailure, describeCdk } from '../cdk/describeCdk';
import { readTree } from './files';
import { type LayerTemplate, parseTemplate } from './template';
import { type TerraformModule, parseTerraform } from './terraform';

/** The folder of the layer that `layers new` copies, and the id that it has. */
export const SAMPLE = { folder: '_template', id: 'sample-layer' } as const;

/** Something that could not be read, and why. */
export interface Unreadable {
  file: string;
  error: string;
}

/** A layer's folder, read once, for rules that only look. */
export interface Layer {
  id: string;
  folder: string;
  /** Relative path → text, of all files. */
  files: ReadonlyMap<string, string>;
  manifest?: LayerManifest;
  template?: LayerTemplate;
  terraform?: TerraformModule;
  cdk?: CdkApp;
  unreadable: Unreadable[];
}

/** The files below `prefix`, relative to it. */
export function below(
  files: ReadonlyMap<string, string>,
  prefix: string,
): Map<string, string> {
  return new Map(
    [...files]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, text]) => [name.slice(prefix.length), text]),
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}

const isFailure = (cdk: CdkApp | CdkFailure): cdk is CdkFailure =>
  'error' in cdk;

/** Reads a layer. What cannot be read is noted, so that one wrong file hides no other finding. */
export async function readLayer(folder: string): Promise<Layer> {
  const name = path.basename(folder);
  const id = name === SAMPLE.folder ? SAMPLE.id : name;
  const files = await readTree(folder);
  const unreadable: Unreadable[] = [];
  const attempt = async <T>(file: string, read: () => T | Promise<T>) => {
    try {
      return await read();
    } catch (error) {
      unreadable.push({ file, error: reasonOf(error) });
      return undefined;
    }
  };
  const readCdk = async () => {
    const source = path.join(folder, 'skeleton/cdk');
    const cdk = await describeCdk(id, source, below(files, 'skeleton/cdk/'));
    if (!isFailure(cdk)) return cdk;
    unreadable.push({ file: `skeleton/cdk/bin/${id}.ts`, error: cdk.error });
    return undefined;
  };
  const [manifest, template, terraform, cdk] = await Promise.all([
    attempt('layer.yaml', () =>
      layerManifestSchema.parse(parse(files.get('layer.yaml') ?? '')),
    ),
    attempt('template.yaml', () =>
      parseTemplate(files.get('template.yaml') ?? ''),
    ),
    attempt('skeleton/terraform', () =>
      parseTerraform(below(files, 'skeleton/terraform/')),
    ),
    readCdk(),
  ]);
  return {
    id,
    folder,
    files,
    manifest,
    template,
    terraform,
    cdk,
    unreadable,
  };
}
