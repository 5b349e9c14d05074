// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Layer, SAMPLE } from '../layer/Layer';
import { type Workspace, readLayers } from '../layer/Workspace';
import { expectedCopies } from '../shared/copies';
import {
  expectedIndex,
  freshOverview,
  freshReadme,
  freshTemplate,
} from '../shared/expected';

async function writeIfChanged(file: string, text: string): Promise<string[]> {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before === text) return [];
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  return [file];
}

async function writeAll(files: readonly (readonly [string, string])[]) {
  const written = await Promise.all(
    files.map(([file, text]) => writeIfChanged(file, text)),
  );
  return written.flat();
}

function filesOf(workspace: Workspace, layer: Layer): [string, string][] {
  const inLayer = (file: string) => path.join(layer.folder, file);
  return [
    ...expectedCopies(workspace, layer).map(
      ({ file, text }): [string, string] => [inLayer(file), text],
    ),
    [inLayer('template.yaml'), freshTemplate(workspace, layer)],
    [inLayer('README.md'), freshReadme(layer)],
  ];
}

/** Writes everything that is alike in all layers, and the lists of layers; answers which files changed. */
export async function sync(workspace: Workspace): Promise<string[]> {
  const layers = await readLayers(workspace);
  const inRoot = (file: string) => path.join(workspace.root, file);
  const overview = await readFile(inRoot('README.md'), 'utf8');
  const listed = layers.filter(({ id }) => id !== SAMPLE.id);
  return writeAll([
    ...layers.flatMap(layer => filesOf(workspace, layer)),
    [inRoot('catalog-info.yaml'), expectedIndex(workspace)],
    [inRoot('README.md'), freshOverview(overview, listed)],
  ]);
}
