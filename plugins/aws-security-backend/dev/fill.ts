// SPDX-License-Identifier: Apache-2.0

/*
 * Fills a database with findings, by the plugin's own parser, writer and ownership store, as if all accounts had been read
 * and all owners asked for. `yarn bench` measures what a backend answers from it. Options are JSON on standard input.
 */
import { text } from 'node:stream/consumers';
import type { SchedulerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Collector } from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { parseFinding } from '../src/service/asff';
import { FindingsWriter } from '../src/store/FindingsWriter';
import { OwnershipStore } from '../src/store/OwnershipStore';
import { createDatabase, databaseSchema } from './database';
import { READ_AT, madeFindings } from './findings';

const entitySchema = z.strictObject({
  entityRef: z.string(),
  resourceArns: z.array(z.string()).min(1),
});

const optionsSchema = z.strictObject({
  findings: z.int().positive(),
  accounts: z.array(z.string()).min(1),
  regions: z.array(z.string()).min(1),
  entities: z.array(entitySchema).min(1),
  database: databaseSchema,
});

/** The version of the map that owners are stored with; the estate has a later one when it is asked. */
const MAP_VERSION = 0;

type Options = z.output<typeof optionsSchema>;

async function writeFindings(db: Knex, options: Options): Promise<void> {
  const { accounts, regions, entities, findings: count } = options;
  const store = FindingsWriter.create({ db });
  const source = { accountId: accounts[0], region: regions[0] };
  const read = { source, at: READ_AT };
  for (const findings of madeFindings({ count, accounts, regions, entities })) {
    const context = { ...source, at: READ_AT };
    await store.write(
      findings.map(raw => parseFinding(raw, context)),
      read,
    );
  }
}

async function writeOwners(db: Knex, { entities }: Options): Promise<void> {
  const owners = entities.flatMap(({ entityRef, resourceArns }) =>
    resourceArns.map(arn => [arn, [entityRef]]),
  );
  await OwnershipStore.create({ db }).replaceOwners(
    Object.fromEntries(owners),
    MAP_VERSION,
  );
}

/** Lets the plugin's collector note of every account and Region that it was read. */
async function noteReads(db: Knex, options: Options): Promise<void> {
  const { accounts, regions } = options;
  const onlyTask = new AbortController().signal;
  const scheduler: SchedulerService = {
    scheduleTask: async ({ fn }) => fn(onlyTask),
    triggerTask: async () => {},
    createScheduledTaskRunner: () => ({ run: async () => {} }),
    getScheduledTasks: async () => [],
    cancelTask: async () => {},
  };
  const collector = Collector.create({
    id: 'findings',
    database: db,
    scheduler,
    logger: mockServices.rootLogger(),
    targets: async () =>
      accounts.flatMap(accountId =>
        regions.map(region => ({ accountId, region })),
      ),
    collect: async (_target, { now }) => ({ cursor: now.toISOString() }),
    schedule: { frequency: { hours: 24 }, timeout: { hours: 1 } },
  });
  await collector.start();
}

async function main() {
  const options = optionsSchema.parse(JSON.parse(await text(process.stdin)));
  const db = await createDatabase(options.database);
  await writeFindings(db, options);
  await writeOwners(db, options);
  await noteReads(db, options);
  // PostgreSQL would do so by itself some minutes later, in the middle of what is measured.
  if (options.database.client === 'pg') await db.raw('VACUUM ANALYZE');
  const [{ stored }] = await db('findings').count({ stored: '*' });
  const [{ owned }] = await db('finding_entities').count({ owned: '*' });
  await db.destroy();
  process.stdout.write(
    `${JSON.stringify({ stored: Number(stored), owned: Number(owned) })}\n`,
  );
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
