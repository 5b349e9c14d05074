// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { repositoryFile } from '../paths';
import { type PlannedLayer, readCatalogue } from './catalogue';
import { readTree } from './files';
import { type Layer, SAMPLE, readLayerFolders } from './Layer';

/** The folder `templates/` and what is known about its layers. */
export interface Workspace {
  /** Absolute path of `templates/`. */
  root: string;
  /** Ids of the layers that have a folder, sorted; without the sample. */
  ids: string[];
  /** What stands in `_shared/`: path → text. */
  shared: ReadonlyMap<string, string>;
  catalogue: ReadonlyMap<string, PlannedLayer>;
}

/** Where this repository keeps its layers. */
export const TEMPLATES = repositoryFile('templates');

export async function openWorkspace(root = TEMPLATES): Promise<Workspace> {
  const entries = await readdir(root, { withFileTypes: true });
  return {
    root,
    ids: entries
      .filter(entry => entry.isDirectory() && /^[a-z]/.test(entry.name))
      .map(entry => entry.name)
      .sort(),
    shared: await readTree(path.join(root, '_shared')),
    catalogue: readCatalogue(),
  };
}

/** The folders of the layers that were named, or of all and the sample. */
export function layerFolders(
  workspace: Workspace,
  only: readonly string[] = [],
): string[] {
  const known = [...workspace.ids, SAMPLE.folder];
  const unknown = only.filter(id => !known.includes(id));
  if (unknown.length > 0) {
    throw new InputError(
      `There is no layer ${unknown.join(', ')} under ${
        workspace.root
      }. There are ${known.join(', ')}`,
    );
  }
  return (only.length > 0 ? only : known).map(id =>
    path.join(workspace.root, id),
  );
}

/** Maps with as many at a time as there are processors. */
export async function mapParallel<T, R>(
  items: readonly T[],
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const work = async () => {
    for (const [index, item] of queue) results[index] = await map(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

/** Reads the layers that were named, or all and the sample. */
export function readLayers(
  workspace: Workspace,
  only: readonly string[] = [],
): Promise<Layer[]> {
  return readLayerFolders(layerFolders(workspace, only));
}
