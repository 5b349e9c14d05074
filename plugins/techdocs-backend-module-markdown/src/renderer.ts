// SPDX-License-Identifier: Apache-2.0
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const KEY = 'groundwork.techdocs.markdown';
const MODES = ['auto', 'always', 'never'] as const;

/** What the configuration says about who renders. */
export interface RendererSettings {
  mode: (typeof MODES)[number];
  runIn: string;
}

/** Reads who renders, and where MkDocs would run. */
export function readRendererSettings(config: Config): RendererSettings {
  const text = config.getOptionalString(KEY) ?? 'auto';
  const mode = MODES.find(candidate => candidate === text);
  if (!mode) {
    throw new InputError(
      `${KEY} is ${text}; expected one of ${MODES.join(', ')}`,
    );
  }
  const runIn =
    config.getOptionalString('techdocs.generators.techdocs') ??
    config.getOptionalString('techdocs.generator.runIn') ??
    'docker';
  return { mode, runIn };
}

/** Whether MkDocs is to render: as configured, or in doubt where it can run. */
export async function rendersWithMkdocs(
  settings: RendererSettings,
  searchPath: string = process.env.PATH ?? '',
): Promise<boolean> {
  if (settings.mode !== 'auto') return settings.mode === 'never';
  if (settings.runIn !== 'local') return true;
  const folders = searchPath.split(delimiter).filter(Boolean);
  const names = process.platform === 'win32' ? ['mkdocs.exe'] : ['mkdocs'];
  const candidates = folders.flatMap(folder =>
    names.map(name => join(folder, name)),
  );
  const found = await Promise.all(candidates.map(canRun));
  return found.includes(true);
}

async function canRun(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
