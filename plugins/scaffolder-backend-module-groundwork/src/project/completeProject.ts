// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { LAYER_STAMP_FILE } from '@groundwork/backstage-plugin-groundwork-common';
import { join } from 'node:path';
import type { ProjectInput } from '../schemas/inputs';
import { catalogInfo } from './catalogInfo';
import { gitignore } from './gitignore';
import { mkdocsYml, readDocsPages } from './mkdocs';
import { docsIndex, readme } from './texts';
import { workflow, workflowPath } from './workflow';
import {
  assertEngineFolder,
  exists,
  kindOf,
  writeUnlessPresent,
} from './workspace';

/** Which files were written, and which the layer had brought. */
export interface Completion {
  written: string[];
  kept: string[];
}

/** Writes into the workspace what each project needs besides its layer. What the layer brought stays as it is. */
export async function completeProject(
  workspacePath: string,
  project: ProjectInput,
): Promise<Completion> {
  await assertEngineFolder(workspacePath, project.engine);
  await assertOrdinaryFolders(workspacePath);
  const completion: Completion = { written: [], kept: [] };
  const write = async (path: string, content: string) => {
    const written = await writeUnlessPresent(workspacePath, path, content);
    completion[written ? 'written' : 'kept'].push(path);
  };
  const docsDir = join(workspacePath, 'docs');
  const hasMkdocs =
    (await exists(join(workspacePath, 'mkdocs.yml'))) ||
    (await exists(join(workspacePath, 'mkdocs.yaml')));

  await write('catalog-info.yaml', catalogInfo(project));
  await write('README.md', readme(project));
  if (project.version) {
    await write(LAYER_STAMP_FILE, layerStamp(project.layer, project.version));
  }
  await write(
    'docs/index.md',
    docsIndex(project, await readDocsPages(docsDir)),
  );
  if (hasMkdocs) completion.kept.push('mkdocs.yml');
  else
    await write('mkdocs.yml', mkdocsYml(project, await readDocsPages(docsDir)));
  await write(workflowPath(project.engine), workflow(project.engine));
  await write('.gitignore', gitignore(project.engine));
  return completion;
}

/** From which version of the layer the project was rendered. */
function layerStamp(layer: string, version: string): string {
  return `${JSON.stringify({ layer, version }, undefined, 2)}\n`;
}

/** A folder that is a link would let a file be written outside the workspace. */
async function assertOrdinaryFolders(workspacePath: string): Promise<void> {
  for (const folder of ['docs', '.github', '.github/workflows']) {
    const kind = await kindOf(join(workspacePath, folder));
    if (kind === 'file' || kind === 'other') {
      throw new InputError(
        `${folder} in the workspace is not a folder. Expected a folder or nothing; remove the file or link from the layer.`,
      );
    }
  }
}
