// SPDX-License-Identifier: Apache-2.0
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { type JobContext, JobError } from '../job/context';
import { cdkEngineFiles } from '../source/engineFiles';
import { ALLOWED_PACKAGES } from './denyImports';

const settingsSchema = z.object({
  app: z.string(),
  context: z.record(z.string(), z.json()).default({}),
});

/** The CDK folder of a bundle, made ready to run. */
export interface LayerProject {
  /** `work/source/cdk`. */
  folder: string;
  /** `bin/<layer>.ts`. */
  entry: string;
  /** What `cdk.json` says to the app: feature flags. */
  context: Record<string, unknown>;
  /** Folders the app's packages are read from. */
  packageFolders: string[];
}

/** Where an installed package is; the runner's own version is the one that layers get. */
export function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}

const packageVersionSchema = z.object({ version: z.string() });

export function packageVersion(name: string): string {
  const manifest = readFileSync(
    join(packageFolder(name), 'package.json'),
    'utf8',
  );
  return packageVersionSchema.parse(JSON.parse(manifest)).version;
}

function readSettings(folder: string, entry: string) {
  const file = join(folder, 'cdk.json');
  const parsed = existsSync(file)
    ? settingsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    : undefined;
  if (!parsed?.success || parsed.data.app !== `node ${entry}`) {
    throw new JobError(
      `cdk/cdk.json does not have the app "node ${entry}"`,
      'Set it so: the engine runs that file with Node.js and nothing else',
    );
  }
  return parsed.data;
}

/** Packages find their own dependencies beside them, hence the folder that holds them all. */
function linkPackages(work: string): string[] {
  const modules = join(work, 'node_modules');
  mkdirSync(modules, { mode: 0o700 });
  return ALLOWED_PACKAGES.map(name => {
    const folder = packageFolder(name);
    symlinkSync(folder, join(modules, name));
    return dirname(folder);
  });
}

/** Writes what the engine says to the app, and links the packages it may use. */
export function prepareProject(context: JobContext): LayerProject {
  const { job, source, work } = context;
  const folder = join(source, 'cdk');
  const entry = `bin/${job.context.layer}.ts`;
  if (!existsSync(join(folder, entry))) {
    throw new JobError(
      `The bundle has no cdk/${entry}`,
      'Render the layer with the engine CDK, or plan it with the engine it has',
    );
  }
  const settings = readSettings(folder, entry);
  for (const [path, text] of Object.entries(cdkEngineFiles(job.context))) {
    writeFileSync(join(source, path), text, { mode: 0o600 });
  }
  return {
    folder,
    entry,
    context: settings.context,
    packageFolders: [...new Set(linkPackages(work))],
  };
}

/** The TypeScript and JavaScript files of a folder, relative to it. */
export function codeFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.[cm]?[jt]sx?$/.test(name))
    .sort();
}
