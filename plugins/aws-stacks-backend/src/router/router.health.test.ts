// SPDX-License-Identifier: Apache-2.0
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  engineHealthSchema,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  createStackConditionalDecision,
  stackConditions,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import {
  type Bench,
  DEVELOPMENT,
  STAGING,
  startBench,
} from '../__testUtils__/backend';
import { succeed } from '../__testUtils__/FakeRunner';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const inStaging = {
  accountId: STAGING,
  region: 'eu-west-1',
  environment: 'staging',
} as const;

describe.each(databases.eachSupportedId())(
  'health of the engine on %s',
  databaseId => {
    const permissions = mockServices.permissions.mock();
    let db: Knex;
    let bench: Bench;
    let goOn = () => {};

    const health = async () => {
      const { body } = await bench.as().get('/v1/health').expect(200);
      return engineHealthSchema.parse(body);
    };

    beforeEach(async () => {
      permissions.authorize.mockResolvedValue([
        { result: AuthorizeResult.ALLOW },
      ]);
      permissions.authorizeConditional.mockImplementation(async asked =>
        asked.map(() => ({ result: AuthorizeResult.ALLOW })),
      );
      db = await databases.init(databaseId);
      bench = await startBench({
        db,
        services: [permissions.factory],
        stacks: { concurrency: { total: 2, perAccount: 1 } },
      });
      const wait = new Promise<void>(resolve => {
        goOn = resolve;
      });
      bench.runner.script = async (job, runner) => {
        await wait;
        return succeed(job, runner);
      };
    });

    afterEach(async () => {
      goOn();
      await bench.backend.stop();
    });

    it('counts the queue, runs and runners, and says why each run waits', async () => {
      const first = await bench.as().create({ name: 'first' });
      await bench.as().reach(first.id, 'planning');
      const sameStack = await bench.as().create({ name: 'first' });
      const sameAccount = await bench.as().create({ name: 'second' });
      const staging = await bench.as().create({ target: inStaging });
      await bench.as().reach(staging.id, 'planning');
      const read = async (id: string) =>
        (await bench.as().get(`/v1/runs/${id}`).expect(200)).body.queue;
      expect(await read(sameStack.id)).toEqual({
        position: 1,
        waitsFor: 'stack',
        runId: first.id,
      });
      expect(await read(sameAccount.id)).toEqual({
        position: 2,
        waitsFor: 'account',
        limit: 1,
      });
      expect(await read(first.id)).toBeUndefined();
      expect(await health()).toMatchObject({
        status: 'ok',
        queue: { length: 2, oldestAt: sameStack.createdAt },
        runs: { queued: 2, planning: 2, succeeded: 0 },
        runners: {
          working: 2,
          limit: 2,
          limitPerAccount: 1,
          accounts: [
            { accountId: STAGING, working: 1, queued: 0 },
            { accountId: DEVELOPMENT, working: 1, queued: 2 },
          ],
        },
        staleHeartbeats: [],
        stuck: [],
      });
    });

    it('is degraded by a heartbeat that stopped and by a run that does not move', async () => {
      const run = await bench.as().create();
      await bench.as().reach(run.id, 'planning');
      const leaseUntil = new Date(Date.now() - 5_000).toISOString();
      const updatedAt = '2020-01-01T00:00:00.000Z';
      await db('runs').where({ id: run.id }).update({
        lease_owner: 'elsewhere:1:a',
        lease_until: leaseUntil,
        updated_at: updatedAt,
      });
      expect(await health()).toMatchObject({
        status: 'degraded',
        staleHeartbeats: [
          { runId: run.id, state: 'planning', since: leaseUntil },
        ],
        stuck: [{ runId: run.id, state: 'planning', since: updatedAt }],
      });
    });

    it('is shown to nobody who may see only some stacks', async () => {
      permissions.authorizeConditional.mockImplementation(async asked =>
        asked.map(() =>
          createStackConditionalDecision(
            stackReadPermission,
            stackConditions.isInEnvironment({ environments: ['development'] }),
          ),
        ),
      );
      const { body } = await bench.as().get('/v1/health').expect(403);
      expect(body.error.message).toContain(
        'groundwork.stack.read on every stack',
      );
    });
  },
);
