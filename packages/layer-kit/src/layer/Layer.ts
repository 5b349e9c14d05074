// SPDX-License-Identifier: Apache-2.0
import {
  type Engine,
  type LayerManifest,
  layerManifestSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type CdkApp, describeCdk } from '../cdk/describeCdk';
import { ENGINES } from './engines';
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
  /** Those of `layer.yaml`; all, while it cannot be read. */
  engines: readonly Engine[];
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

/** Reads one file of a layer, or notes why it cannot be read. */
async function attempt<T>(
  unreadable: Unreadable[],
  file: string,
  read: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    unreadable.push({ file, error: reasonOf(error) });
    return undefined;
  }
}

async function readSource(folder: string): Promise<Layer> {
  const name = path.basename(folder);
  const id = name === SAMPLE.folder ? SAMPLE.id : name;
  const files = await readTree(folder);
  const unreadable: Unreadable[] = [];
  const manifest = await attempt(unreadable, 'layer.yaml', () =>
    layerManifestSchema.parse(parse(files.get('layer.yaml') ?? '')),
  );
  const engines = manifest?.engines ?? ENGINES;
  return { id, folder, files, manifest, engines, unreadable };
}

async function parseLayer(source: Layer, cdk?: CdkApp | Error): Promise<Layer> {
  const { id, files, engines } = source;
  const unreadable = [...source.unreadable];
  const template = await attempt(unreadable, 'template.yaml', () =>
    parseTemplate(files.get('template.yaml') ?? ''),
  );
  const terraform = engines.includes('terraform')
    ? await attempt(unreadable, 'skeleton/terraform', () =>
        parseTerraform(below(files, 'skeleton/terraform/')),
      )
    : undefined;
  const app = await attempt(unreadable, `skeleton/cdk/bin/${id}.ts`, () => {
    if (cdk instanceof Error) throw cdk;
    return cdk;
  });
  return { ...source, template, terraform, cdk: app, unreadable };
}

/** What the CDK apps of the layers that have one give, by id. */
async function readApps(
  layers: readonly Layer[],
): Promise<ReadonlyMap<string, CdkApp | Error>> {
  const withApp = layers.filter(({ engines }) => engines.includes('cdk'));
  const apps = await describeCdk(
    withApp.map(({ id, folder, files }) => ({
      id,
      folder: path.join(folder, 'skeleton/cdk'),
      files: below(files, 'skeleton/cdk/'),
    })),
  );
  return new Map(
    withApp.map(({ id }, index) => [
      id,
      apps[index] ?? new Error('was not synthesized'),
    ]),
  );
}

/** Reads layers. What cannot be read is noted, so that one wrong file hides no other finding. */
export async function readLayerFolders(
  folders: readonly string[],
): Promise<Layer[]> {
  const sources = await Promise.all(folders.map(readSource));
  const apps = await readApps(sources);
  return Promise.all(
    sources.map(source => parseLayer(source, apps.get(source.id))),
  );
}
