// SPDX-License-Identifier: Apache-2.0
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { BenchEnvironment } from './figure';
import { timed } from './process';

const OURS = '@groundwork/';
const FRONTEND_ROLES = ['frontend-plugin', 'frontend-plugin-module'];

const packageSchema = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  backstage: z
    .object({ role: z.string(), pluginId: z.string().optional() })
    .optional(),
});

/** A frontend plugin of ours that the app installs. */
export interface AppPlugin {
  packageName: string;
  /** The folder's name, which for a plugin is its id. */
  name: string;
}

/** Our frontend plugins and modules among what the app depends on. */
export function appPlugins(repositoryRoot: string): AppPlugin[] {
  const app = readPackage(join(repositoryRoot, 'packages', 'app'));
  return Object.keys(app.dependencies)
    .filter(name => name.startsWith(OURS))
    .filter(name => {
      const folder = join(repositoryRoot, 'node_modules', name);
      const role = readPackage(folder).backstage?.role ?? '';
      return FRONTEND_ROLES.includes(role);
    })
    .map(packageName => ({
      packageName,
      name: packageName.replace('@groundwork/backstage-plugin-', ''),
    }));
}

function readPackage(folder: string) {
  const text = readFileSync(join(folder, 'package.json'), 'utf8');
  return packageSchema.parse(JSON.parse(text));
}

/** Builds the app for production with these plugins of ours alone, and gives the kB that a browser loads first, gzipped. */
export async function buildApp(
  environment: BenchEnvironment,
  installed: readonly AppPlugin[],
): Promise<number> {
  const { repositoryRoot } = environment;
  // Inside the repository, so that the packages of the app are found.
  const folder = environment.workFolder('app');
  const app = join(repositoryRoot, 'packages', 'app');
  for (const part of ['package.json', 'config.d.ts', 'src', 'public']) {
    cpSync(join(app, part), join(folder, part), { recursive: true });
  }
  const names = installed.map(({ packageName }) => packageName);
  const exclude = appPlugins(repositoryRoot)
    .map(({ packageName }) => packageName)
    .filter(packageName => !names.includes(packageName));
  const config = join(folder, 'app-config.bench.json');
  writeFileSync(config, JSON.stringify({ app: { packages: { exclude } } }));
  await timed(
    process.execPath,
    [
      require.resolve('@backstage/cli/bin/backstage-cli'),
      'package',
      'build',
      '--config',
      join(repositoryRoot, 'app-config.yaml'),
      '--config',
      config,
    ],
    { cwd: folder, env: { ...process.env, NODE_ENV: 'production' } },
  );
  const kilobytes = firstLoadKilobytes(join(folder, 'dist'));
  rmSync(folder, { recursive: true, force: true });
  return kilobytes;
}

/** The scripts and style sheets that index.html names. */
function firstLoadKilobytes(dist: string): number {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const named = [
    ...html.matchAll(/<script[^>]+src="([^"]+)"/g),
    ...html.matchAll(/<link[^>]+href="([^"]+\.css)"/g),
  ].map(([, address]) => address);
  if (named.length === 0) throw new Error(`${dist}/index.html loads nothing`);
  const bytes = [...new Set(named)].reduce((sum, address) => {
    const path = address.replace(/^.*?static\//, 'static/').split('?')[0];
    return sum + gzipSync(readFileSync(join(dist, path)), { level: 9 }).length;
  }, 0);
  return bytes / 1000;
}
