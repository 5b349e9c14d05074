// SPDX-License-Identifier: Apache-2.0
import { ConflictError, InputError } from '@backstage/errors';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { pascalCase } from '../inputs/InputSchema';
import type { PlannedLayer } from '../layer/catalogue';
import { engineOf } from '../layer/engines';
import { readTree } from '../layer/files';
import { SAMPLE } from '../layer/Layer';
import type { Workspace } from '../layer/Workspace';

const SAMPLE_TITLE = 'Sample layer';
function rename(text: string, planned: PlannedLayer): string {
  return text
    .replaceAll(SAMPLE.id, planned.id)
    .replaceAll(pascalCase(SAMPLE.id), pascalCase(planned.id))
    .replaceAll(SAMPLE_TITLE, planned.title);
}

/** layer.yaml with what is planned; its parts are left to say. */
function manifestOf(text: string, planned: PlannedLayer): string {
  const document = parseDocument(text);
  document.set('category', planned.category);
  const engines = document.createNode(planned.engines, { flow: true });
  document.set('engines', engines);
  document.set(
    'requires',
    document.createNode(planned.requires, { flow: true }),
  );
  document.set('parts', document.createNode({}, { flow: true }));
  if (planned.lifecycle?.advice) {
    document.setIn(['lifecycle', 'advice'], planned.lifecycle.advice);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Copies the sample under a new id, with the title, category and requirements that are planned for it. */
export async function create(
  workspace: Workspace,
  id: string,
): Promise<string> {
  const planned = workspace.catalogue.get(id);
  if (!planned) {
    throw new InputError(
      `${id} is no layer of packages/layer-kit/data/layers.yaml; add it there first`,
    );
  }
  if (workspace.ids.includes(id)) {
    throw new ConflictError(
      `templates/${id} is there already; change it, or remove it first`,
    );
  }
  const folder = path.join(workspace.root, id);
  const sample = path.join(workspace.root, SAMPLE.folder);
  for (const [name, text] of await readTree(sample)) {
    const engine = engineOf(name);
    if (engine && !planned.engines.includes(engine)) continue;
    const file = path.join(folder, rename(name, planned));
    await mkdir(path.dirname(file), { recursive: true });
    const renamed = rename(text, planned);
    await writeFile(
      file,
      name === 'layer.yaml' ? manifestOf(renamed, planned) : renamed,
    );
  }
  return folder;
}
