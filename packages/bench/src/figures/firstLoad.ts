// SPDX-License-Identifier: Apache-2.0
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { appPlugins, buildApp } from '../appBuild';
import { type Figure, once } from '../figure';

const TARGET_KILOBYTES = 80;

const measureWithout = once(async environment => {
  environment.say('  building the app without our plugins');
  return buildApp(environment, []);
});

const repositoryRoot = resolvePackagePath('@groundwork/bench', '../..');

/**
 * What each of our plugins adds to what index.html loads, when it is the only one of ours: what two of them share counts for
 * both. A build gives the same bytes each time, so it is done once.
 */
export const firstLoad: readonly Figure[] = appPlugins(repositoryRoot).map(
  plugin => ({
    name: `${plugin.name}/first-load`,
    title: `kB gzipped that ${plugin.packageName} adds to the first load of the built app; the baseline is the app without our plugins`,
    unit: 'kB',
    target: TARGET_KILOBYTES,
    statistic: 'median',
    async measure(environment) {
      const without = await measureWithout(environment);
      environment.say(`  building the app with ${plugin.name}`);
      const installed = await buildApp(environment, [plugin]);
      return { samples: [installed - without], baseline: [without] };
    },
  }),
);
