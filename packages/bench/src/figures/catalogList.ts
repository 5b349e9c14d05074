// SPDX-License-Identifier: Apache-2.0
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { BackendProcess } from '../backend/BackendProcess';
import { benchConfig } from '../backend/benchConfig';
import { writeCatalog } from '../backend/catalog';
import type { BenchEnvironment, Figure, Measurement } from '../figure';
import { timeRequests } from '../requests';

const CATALOG_ENTITIES = 3_000;
const ROUNDS = 5;
const REQUESTS_PER_ROUND = 200;
const WARM_UP_REQUESTS = 100;
const SETTLE_MS = 15_000;
const OURS = '@groundwork/';

/** As the list page asks. */
const LIST =
  '/api/catalog/entities/by-query?filter=kind=component&orderField=metadata.name,asc&limit=20&offset=0&totalItems=exclude';

async function start(
  environment: BenchEnvironment,
  folder: string,
  without: string | undefined,
): Promise<BackendProcess> {
  const backend = await BackendProcess.start({
    repositoryRoot: environment.repositoryRoot,
    folder,
    entry: resolvePackagePath('@groundwork/bench', 'src/backend/features.ts'),
    config: benchConfig({
      folder,
      database: {
        client: 'better-sqlite3',
        connection: { directory: join(folder, 'db') },
      },
      catalogFile: writeCatalog(folder, CATALOG_ENTITIES),
      security: false,
    }),
    env: {
      GROUNDWORK_BENCH_WITHOUT: without,
      AWS_ENDPOINT_URL: 'http://localhost:9',
    },
  });
  environment.atEnd(() => backend.stop());
  return backend;
}

/** The same catalog, taken in once, behind a backend with our plugins and one without. */
async function startBoth(environment: BenchEnvironment) {
  await environment.stopSandbox();
  const folders = {
    without: environment.workFolder('catalog-without'),
    with: environment.workFolder('catalog-with'),
  };
  environment.say('  filling a catalog with 3,000 entities');
  const first = await start(environment, folders.without, OURS);
  await first.untilCataloged(CATALOG_ENTITIES);
  await first.stop();
  cpSync(join(folders.without, 'db'), join(folders.with, 'db'), {
    recursive: true,
  });
  environment.say('  starting a backend with our plugins and one without');
  return {
    without: await start(environment, folders.without, OURS),
    with: await start(environment, folders.with, undefined),
  };
}

/** Both run side by side and are asked in turn, the one that comes first changing from round to round. */
async function measure(environment: BenchEnvironment): Promise<Measurement[]> {
  const backends = await startBoth(environment);
  try {
    const askers = await Promise.all(
      [backends.with, backends.without].map(async backend => {
        const token = await backend.untilCataloged(CATALOG_ENTITIES);
        return (count: number) =>
          timeRequests(new Array<string>(count).fill(backend.url + LIST), {
            token,
            concurrency: 1,
          });
      }),
    );
    const [askWith, askWithout] = askers;
    await sleep(SETTLE_MS);
    for (const ask of askers) await ask(WARM_UP_REQUESTS);
    const rounds: Measurement[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      environment.say(`  round ${round + 1} of ${ROUNDS}`);
      const isFirst = round % 2 === 0;
      const before = isFirst ? undefined : await askWithout(REQUESTS_PER_ROUND);
      const samples = await askWith(REQUESTS_PER_ROUND);
      const baseline = before ?? (await askWithout(REQUESTS_PER_ROUND));
      rounds.push({ samples, baseline });
    }
    return rounds;
  } finally {
    await backends.with.stop();
    await backends.without.stop();
  }
}

/** What our plugins do to the catalog's own list. */
export const catalogList: Figure = {
  name: 'app/catalog-list-p95',
  title:
    'the catalog list of 3,000 entities, against the same backend without our plugins',
  unit: 'ratio',
  target: 1.2,
  statistic: 'p95',
  measure,
};
