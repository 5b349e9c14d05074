// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import { z } from 'zod';
import { BackendProcess, waitFor } from '../backend/BackendProcess';
import { awsEnvironment, benchConfig } from '../backend/benchConfig';
import { writeCatalog } from '../backend/catalog';
import { emulatorClientConfig } from '../emulator';
import { type BenchEnvironment, type Figure, once } from '../figure';
import { getJson } from '../requests';

const ACCOUNTS = 40;
const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'];

/** Resources of an account and Region, in turn: none, a few, a whole page, and a little more than one and than two. */
const COUNTS = [0, 12, 100, 0, 3, 101, 30, 205] as const;

/** What GetResources gives at most. */
const PAGE = 100;
const ROUNDS = 3;
const AT_ONCE = 8;
const MOST_ENTRIES = 10_000;

interface Target {
  accountId: string;
  region: string;
  resources: number;
}

const targets: readonly Target[] = Array.from({ length: ACCOUNTS }, (_, each) =>
  REGIONS.map((region, index) => ({
    accountId: String(700_000_000_000 + each),
    region,
    resources: COUNTS[(each * REGIONS.length + index * 3) % COUNTS.length],
  })),
).flat();

const RESOURCES = targets.reduce((sum, { resources }) => sum + resources, 0);

/** Known from what was made, not from what was swept: a role for each account, and the pages of each target. */
const LEAST_CALLS =
  ACCOUNTS +
  targets.reduce(
    (pages, { resources }) => pages + Math.max(1, Math.ceil(resources / PAGE)),
    0,
  );

const accountsSchema = z.object({
  items: z.array(
    z.object({
      regions: z.array(
        z.object({
          resources: z.number().optional(),
          succeededAt: z.string().optional(),
        }),
      ),
    }),
  ),
});

interface Sweep {
  calls: number;
  seconds: number;
  grownMegabytes: number;
}

async function makeQueues(sandbox: Sandbox, target: Target): Promise<void> {
  if (target.resources === 0) return;
  const sqs = new SQSClient(await emulatorClientConfig(sandbox, target));
  for (let index = 0; index < target.resources; index += 1) {
    await sqs.send(
      new CreateQueueCommand({
        QueueName: `bench-${index}`,
        tags: { app: `bench-${index}`, environment: 'production' },
      }),
    );
  }
}

async function makeEstate(sandbox: Sandbox): Promise<void> {
  const waiting = [...targets];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await makeQueues(sandbox, next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** The calls since the one with this number, which a sweep makes. */
async function callsSince(sandbox: Sandbox, since: number) {
  const made = await sandbox.requests({ since, limit: MOST_ENTRIES });
  if (made.length === MOST_ENTRIES) {
    throw new Error(`More than ${MOST_ENTRIES} calls were made`);
  }
  return made;
}

/** Starts a backend with an empty store and lets it sweep all once. */
async function sweepOnce(
  environment: BenchEnvironment,
  sandbox: Sandbox,
  since: number,
): Promise<Sweep & { lastSeq: number }> {
  const folder = environment.workFolder('sweep');
  const backend = await BackendProcess.start({
    repositoryRoot: environment.repositoryRoot,
    folder,
    config: sweepConfig(folder),
    env: awsEnvironment(sandbox),
  });
  try {
    const before = backend.residentMegabytes().now;
    await waitFor('the sweep', () => untilSwept(backend));
    const made = await callsSince(sandbox, since);
    const pages = made.filter(({ operation }) => operation === 'GetResources');
    const starts = made.map(({ time }) => Date.parse(time));
    const ends = pages.map(
      ({ time, durationMs }) => Date.parse(time) + durationMs,
    );
    return {
      calls: made.length,
      seconds: (Math.max(...ends) - Math.min(...starts)) / 1000,
      grownMegabytes: backend.residentMegabytes().most - before,
      lastSeq: made.at(-1)?.seq ?? since,
    };
  } finally {
    await backend.stop();
  }
}

function sweepConfig(folder: string): object {
  const accountIds = new Set(targets.map(({ accountId }) => accountId));
  return benchConfig({
    folder,
    database: {
      client: 'better-sqlite3',
      connection: { directory: join(folder, 'db') },
    },
    catalogFile: writeCatalog(folder, 10),
    accounts: [...accountIds].map(accountId => ({
      accountId,
      name: accountId,
      environment: 'production',
      regions: REGIONS,
    })),
    security: false,
  });
}

/** Whether each account and Region is in the store, with as many resources as were made. */
async function untilSwept(backend: BackendProcess): Promise<true | undefined> {
  const url = `${backend.url}/api/aws-estate/v1/accounts`;
  const { items } = accountsSchema.parse(
    await getJson(url, await backend.token()),
  );
  const regions = items.flatMap(item => item.regions);
  const swept = regions.filter(({ succeededAt }) => succeededAt !== undefined);
  if (swept.length < targets.length) return undefined;
  const stored = regions.reduce((sum, { resources = 0 }) => sum + resources, 0);
  if (stored !== RESOURCES) {
    throw new Error(`${stored} resources are stored, expected ${RESOURCES}`);
  }
  return true;
}

const measureSweep = once(async environment => {
  await environment.stopSandbox();
  const sandbox = await startSandbox();
  environment.atEnd(() => sandbox.stop());
  environment.say(
    `  making ${RESOURCES} resources in ${targets.length} accounts and Regions`,
  );
  await makeEstate(sandbox);
  let lastSeq = (await callsSince(sandbox, 0)).at(-1)?.seq ?? 0;
  const sweeps: Sweep[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    environment.say(`  sweep ${round + 1} of ${ROUNDS}`);
    const sweep = await sweepOnce(environment, sandbox, lastSeq);
    lastSeq = sweep.lastSeq;
    sweeps.push(sweep);
  }
  await sandbox.stop();
  return sweeps;
});

const WHAT = `a sweep of ${ACCOUNTS} accounts in ${REGIONS.length} Regions with ${RESOURCES} resources`;

/** What a sweep of a large organization takes. */
export const sweep: readonly Figure[] = [
  {
    name: 'aws-estate/sweep-calls',
    title: `calls of ${WHAT}, against the least: a role for each account, and the pages of each target`,
    unit: 'ratio',
    target: 1.1,
    statistic: 'median',
    measure: async environment =>
      (await measureSweep(environment)).map(({ calls }) => ({
        samples: [calls],
        baseline: [LEAST_CALLS],
      })),
  },
  {
    name: 'aws-estate/sweep-time',
    title: `from the first call to the end of the last of ${WHAT}`,
    unit: 's',
    statistic: 'median',
    measure: async environment =>
      (await measureSweep(environment)).map(({ seconds }) => ({
        samples: [seconds],
      })),
  },
  {
    name: 'aws-estate/sweep-memory',
    title: `memory that the backend grows by from when it is ready to the end of ${WHAT}`,
    unit: 'MB',
    statistic: 'median',
    measure: async environment =>
      (await measureSweep(environment)).map(({ grownMegabytes }) => ({
        samples: [grownMegabytes],
      })),
  },
];
