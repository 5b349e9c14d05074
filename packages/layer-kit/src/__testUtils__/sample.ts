// SPDX-License-Identifier: Apache-2.0
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PlannedLayer } from '../layer/catalogue';
import { SAMPLE, readLayerFolders } from '../layer/Layer';
import { type Workspace, TEMPLATES, openWorkspace } from '../layer/Workspace';
import { repositoryFile } from '../paths';
import type { Finding, Rule } from '../rules/Rule';

/** One change to a file of the sample layer; without `from`, the file's whole text. */
export interface Edit {
  file: string;
  from?: string | RegExp;
  /** Undefined removes the file. */
  to?: string;
}

const PLANNED: PlannedLayer = {
  id: SAMPLE.id,
  title: 'Sample layer',
  category: 'observability',
  phase: 'Foundation',
  parts: ['Encrypted logs with retention'],
  also: [],
  requires: ['kms'],
  conflicts: [],
  engines: ['terraform', 'cdk'],
};

async function apply(folder: string, { file, from, to }: Edit) {
  const target = path.join(folder, file);
  if (to === undefined) {
    await rm(target);
    return;
  }
  await mkdir(path.dirname(target), { recursive: true });
  if (from === undefined) {
    await writeFile(target, to);
    return;
  }
  const text = await readFile(target, 'utf8');
  const changed = text.replace(from, () => to);
  if (changed === text) throw new Error(`${file} does not hold ${from}`);
  await writeFile(target, changed);
}

/** A copy of `templates/` with the sample layer alone, in a folder that the caller removes. */
export async function copyWorkspace(edits: readonly Edit[] = []) {
  await mkdir(repositoryFile('.groundwork/layer-kit'), { recursive: true });
  const root = await mkdtemp(repositoryFile('.groundwork/layer-kit/test-'));
  for (const name of ['_shared', '_template']) {
    await cp(path.join(TEMPLATES, name), path.join(root, name), {
      recursive: true,
    });
  }
  for (const edit of edits) await apply(path.join(root, '_template'), edit);
  const workspace = await openWorkspace(root);
  return { workspace, remove: () => rm(root, { recursive: true }) };
}

/** What a rule finds in the sample layer after some edits. */
export async function findingsOf(
  rule: Rule,
  edits: readonly Edit[] = [],
  planned: Partial<PlannedLayer> = {},
): Promise<Finding[]> {
  const { workspace: copy, remove } = await copyWorkspace(edits);
  const catalogue = new Map(copy.catalogue).set(SAMPLE.id, {
    ...PLANNED,
    ...planned,
  });
  const workspace: Workspace = { ...copy, catalogue };
  const [layer] = await readLayerFolders([path.join(copy.root, SAMPLE.folder)]);
  await remove();
  return layer ? rule.check(layer, workspace) : [];
}
