// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { JobError } from '../job/context';
import type { AllowedSources } from './allowedSources';
import { refuseFiles } from './denySource';
import { readHclModule } from './hcl';

const manifestSchema = z.object({
  Modules: z.array(z.object({ Key: z.string(), Dir: z.string() })),
});

const isInside = (path: string, folder: string) =>
  path === folder || path.startsWith(`${folder}${sep}`);

/** The folder that a module was downloaded into: all that its own modules may refer to. */
const packageOf = (name: string) => name.split('/')[0];

/**
 * What `init` has downloaded keeps to the rules of the source, before anything of it runs. Modules of the bundle were
 * checked with it.
 */
export async function refuseModules(
  { folder, modulesFolder }: { folder: string; modulesFolder: string },
  sources: AllowedSources,
): Promise<void> {
  const manifest = join(modulesFolder, 'modules.json');
  if (!existsSync(manifest)) return;
  const { Modules: modules } = manifestSchema.parse(
    JSON.parse(readFileSync(manifest, 'utf8')),
  );
  const own = realpathSync(folder);
  const downloaded = realpathSync(modulesFolder);
  for (const { Key: key, Dir: dir } of modules) {
    const path = realpathSync(resolve(folder, dir));
    if (isInside(path, own)) continue;
    if (!isInside(path, downloaded)) {
      throw new JobError(
        `module.${key} lies outside of the bundle and of what was downloaded`,
        'Remove it from the source and plan again',
      );
    }
    const name = relative(downloaded, path).split(sep).join('/');
    refuseFiles(
      await readHclModule({ folder: path, name, root: packageOf(name) }),
      sources,
    );
  }
}
