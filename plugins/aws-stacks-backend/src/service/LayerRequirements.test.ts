// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { CreateRunRequest } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { type Bench, runRequest, startBench } from '../__testUtils__/backend';
import { LAYER_TEMPLATES, layerTemplate } from '../__testUtils__/layers';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const lake = (change: Partial<CreateRunRequest> = {}) =>
  runRequest({ layer: 'data-lake', name: 'events', ...change });

const elsewhere = { ...runRequest().target, region: 'us-east-1' };

describe.each(databases.eachSupportedId())(
  'the order of layers on %s',
  databaseId => {
    let bench: Bench;
    let db: Knex;

    async function start(stacks: Parameters<typeof startBench>[0]['stacks']) {
      db = await databases.init(databaseId);
      const broken = layerTemplate('broken', { requires: 'kms' });
      const entities = [...LAYER_TEMPLATES, broken];
      bench = await startBench({ db, stacks, entities });
    }

    afterEach(() => bench.backend.stop());

    async function apply(change: Partial<CreateRunRequest> = {}) {
      const run = await bench.as().create(change);
      await bench.as().reach(run.id, 'awaiting-approval');
      await bench.as().approve(run.id).expect(200);
      return bench.as().reach(run.id, 'succeeded');
    }

    const refusal = async (change: Partial<CreateRunRequest> = {}) =>
      (await bench.as().post('/v1/runs', lake(change)).expect(409)).body.error
        .message;

    const setStack = (stackId: string, columns: object) =>
      db('stacks').where({ id: stackId }).update(columns);

    it('is kept at the request and at the first apply', async () => {
      await start({ approvals: { development: 'requester' } });

      expect(await refusal()).toBe(
        'data-lake requires kms, which does not stand in 111111111113/eu-west-1. Apply kms in 111111111113/eu-west-1 first, register what stands there already, or list it under provides of account 111111111113 in groundwork.accounts',
      );
      expect(await db('stacks').where({ layer: 'data-lake' })).toEqual([]);
      expect(
        await db('audit').orderBy('position', 'desc').first(),
      ).toMatchObject({ action: 'run.create', outcome: 'refused' });

      const key = await apply();
      const stands = await bench.as().create(lake());
      await bench.as().reach(stands.id, 'awaiting-approval');
      expect(await refusal({ name: 'other', target: elsewhere })).toContain(
        'does not stand in 111111111113/us-east-1',
      );

      const chosen = {
        stackId: key.stackId,
        output: 'key_arn',
        value: 'arn:aws:kms:eu-west-1:1:key/1',
      };
      const other = lake({
        name: 'other',
        target: elsewhere,
        layerOutputs: [chosen],
      });
      await bench.as().post('/v1/runs', other).expect(201);

      await setStack(key.stackId, { status: 'needs-attention' });
      expect(await refusal({ name: 'third' })).toContain('requires kms');
      await bench.as().approve(stands.id).expect(200);
      expect(await bench.as().reach(stands.id, 'gated')).toMatchObject({
        reason: 'Not ready: requires-kms is missing',
        hint: expect.stringContaining('Apply kms in 111111111113/eu-west-1'),
        gates: [{ mode: 'enforce', decision: 'deny' }],
      });

      await setStack(key.stackId, { status: 'applied', kind: 'standing' });
      await bench.as().create({ ...lake(), name: 'third' });

      const { body } = await bench
        .as()
        .post('/v1/runs', runRequest({ layer: 'broken' }))
        .expect(409);
      expect(body.error.message).toContain(
        'What broken requires is not known: template:default/broken cannot be read as a layer',
      );
    });

    it('is only warned of where the configuration says so', async () => {
      await start({
        layerRequirements: 'advisory',
        approvals: { development: 'requester' },
      });
      const run = await bench.as().create(lake());
      expect(await bench.as().reach(run.id, 'awaiting-approval')).toMatchObject(
        {
          gates: [
            {
              mode: 'warn',
              decision: 'warn',
              reasons: [{ checkId: 'requires-kms', status: 'missing' }],
            },
          ],
        },
      );
      await bench.as().approve(run.id).expect(200);
      await bench.as().reach(run.id, 'succeeded');
      const changed = await bench.as().create(lake());
      expect(
        (await bench.as().reach(changed.id, 'awaiting-approval')).gates,
      ).toEqual([]);
    });
  },
);
