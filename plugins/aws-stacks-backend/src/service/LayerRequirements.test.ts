// SPDX-License-Identifier: Apache-2.0
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { CreateRunRequest } from '@groundwork/backstage-plugin-groundwork-common';
import { AccountsConfig } from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import { type Bench, runRequest, startBench } from '../__testUtils__/backend';
import { DIFF } from '../__testUtils__/FakeRunner';
import { LAYER_TEMPLATES, layerTemplate } from '../__testUtils__/layers';
import { LayersStore } from '../store/LayersStore';
import { LayerRequirements } from './LayerRequirements';
import { LayerTemplates } from './LayerTemplates';

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

    it('is kept at a destruction: the last of what a layer stands on stays', async () => {
      await start({});
      const settle = async (change: Partial<CreateRunRequest>) => {
        const run = await bench.as().create(change);
        return bench.as().reach(run.id, 'succeeded');
      };
      const key = await settle({});
      await settle(lake());
      const destroy = () =>
        bench.as().post(`/v1/stacks/${key.stackId}/destroy`, {
          confirmation: 'orders',
          reason: 'It is not needed any more',
        });
      const { body } = await destroy().expect(409);
      expect(body.error.message).toContain(
        'Destroy first, in this order: resource:default/data-lake-events-development',
      );
      await settle({ name: 'second' });
      await destroy().expect(201);
    });

    it('is taken as broken while the catalog does not answer', async () => {
      await start({});
      const created = await bench.as().create();
      const run = await bench.as().reach(created.id, 'succeeded');
      const { body: stack } = await bench
        .as()
        .get(`/v1/stacks/${run.stackId}`)
        .expect(200);
      const catalog = catalogServiceMock.mock({
        getEntityByRef: async () => {
          throw new Error('The catalog is away');
        },
      });
      const requirements = LayerRequirements.create({
        accounts: AccountsConfig.fromConfig(new ConfigReader({})),
        auth: mockServices.auth(),
        config: { layerRequirements: 'enforce' },
        layers: new LayersStore(db),
        layerTemplates: LayerTemplates.create({ catalog }),
        logger: mockServices.logger.mock(),
      });
      const planned = {
        run,
        stack: { ...stack, appliedAt: undefined },
        plan: DIFF,
      };
      expect(await requirements.decide(planned)).toMatchObject({
        mode: 'enforce',
        decision: 'deny',
        reasons: [{ checkId: 'requires', status: 'unknown' }],
      });
      const asked = { ...run, layerOutputs: [] };
      await expect(requirements.check(asked)).rejects.toThrow(
        'The catalog is away',
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
