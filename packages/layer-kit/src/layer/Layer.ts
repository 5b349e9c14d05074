// SPDX-License-Identifier: Apache-2.0
import {
  type LayerManifest,
  layerManifestSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type CdkApp, describeCdk } from '../cdk/describeCdk';
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

/** A layer's folder and the texts in it. */
interface Source {
  id: string;
  folder: string;
  files: ReadonlyMap<string, string>;
}

async function readSource(folder: string): Promise<Source> {
  const name = path.basename(folder);
  const id = name === SAMPLE.folder ? SAMPLE.id : name;
  return { id, folder, files: await readTree(folder) };
}

async function parseLayer(source: Source, cdk: CdkApp | Error): Promise<Layer> {
  const { id, files } = source;
  const unreadable: Unreadable[] = [];
  const attempt = async <T>(file: string, read: () => T | Promise<T>) => {
    try {
      return await read();
    } catch (error) {
      unreadable.push({ file, error: reasonOf(error) });
      return undefined;
    }
  };
  const manifest = await attempt('layer.yaml', () =>
    layerManifestSchema.parse(parse(files.get('layer.yaml') ?? '')),
  );
  const template = await attempt('template.yaml', () =>
    parseTemplate(files.get('template.yaml') ?? ''),
  );
  const terraform = await attempt('skeleton/terraform', () =>
    parseTerraform(below(files, 'skeleton/terraform/')),
  );
  const app = await attempt(`skeleton/cdk/bin/${id}.ts`, () => {
    if (cdk instanceof Error) throw cdk;
    return cdk;
  });
  return { ...source, manifest, template, terraform, cdk: app, unreadable };
}

/** Reads layers. What cannot be read is noted, so that one wrong file hides no other finding. */
export async function readLayerFolders(
  folders: readonly string[],
): Promise<Layer[]> {
  const sources = await Promise.all(folders.map(readSource));
  const apps = await describeCdk(
    sources.map(({ id, folder, files }) => ({
      id,
      folder: path.join(folder, 'skeleton/cdk'),
      files: below(files, 'skeleton/cdk/'),
    })),
  );
  return Promise.all(
    sources.map((source, index) =>
      parseLayer(source, apps[index] ?? new Error('was not synthesized')),
    ),
  );
}
