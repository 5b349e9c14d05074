// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { CreateRunRequest } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import {
  AMIR,
  type Bench,
  DEVELOPMENT,
  inProduction,
  runRequest,
  startBench,
} from '../__testUtils__/backend';
import { bundleOf, digestOf } from '../__testUtils__/bundles';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'POST /v1/runs on %s',
  databaseId => {
    let bench: Bench;
    let db: Knex;

    beforeAll(async () => {
      db = await databases.init(databaseId);
      bench = await startBench({ db });
    });

    afterAll(() => bench.backend.stop());

    const target = runRequest().target;

    const refused: [string, Partial<CreateRunRequest>, string][] = [
      [
        'an account that is not configured',
        { target: { ...target, accountId: '999999999999' } },
        'is not in groundwork.accounts',
      ],
      [
        'a Region that is not configured',
        { target: { ...target, region: 'eu-north-1' } },
        'choose eu-west-1, us-east-1 or global',
      ],
      [
        'an environment that is not the account’s',
        { target: { ...target, environment: 'production' } },
        'is development, the request says production',
      ],
      [
        'a bundle that was not uploaded',
        { source: { kind: 'bundle', digest: 'f'.repeat(64) } },
        'upload it to /v1/bundles first',
      ],
      [
        'an engine the bundle is not for',
        { engine: 'cdk' },
        'the bundle has no folder cdk/',
      ],
      ['a name out of bounds', { name: 'x'.repeat(25) }, 'name'],
      ['a name in capitals', { name: 'Orders' }, 'kebab case'],
      ['a path for a layer', { layer: '../kms' }, 'layer'],
      ['an owner that is no full ref', { owner: 'ai-core' }, 'full entity ref'],
      [
        'a secret with a hostile name',
        { secretVariables: { 'a b; rm': 'x' } },
        'variable name',
      ],
      [
        'an output of a stack that is not there',
        {
          layerOutputs: [
            {
              stackId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
              output: 'key_arn',
              value: 'x',
            },
          ],
        },
        'there is no stack',
      ],
    ];

    it.each(refused)('refuses %s', async (_name, change, message) => {
      const before = await db('runs').count();
      const { body } = await bench
        .as()
        .post('/v1/runs', runRequest(change))
        .expect(400);
      expect(body.error.message).toContain(message);
      expect(await db('runs').count()).toEqual(before);
      const audit = await db('audit').orderBy('id', 'desc').first();
      expect(audit).toMatchObject({ action: 'run.create', outcome: 'refused' });
    });

    it('answers the same run for the same key, and refuses the key for another stack', async () => {
      const asked = runRequest({ name: 'keyed', idempotencyKey: 'task-1' });
      const { body: first } = await bench
        .as()
        .post('/v1/runs', asked)
        .expect(201);
      const { body: again } = await bench
        .as()
        .post('/v1/runs', asked)
        .expect(200);
      expect(again.id).toBe(first.id);
      await bench
        .as()
        .post('/v1/runs', { ...asked, name: 'keyed-b' })
        .expect(409);
      const { body: others } = await bench
        .as(AMIR)
        .post('/v1/runs', { ...asked, name: 'keyed-c' })
        .expect(201);
      expect(others.id).not.toBe(first.id);
    });

    it('answers one run for two requests with one key at the same moment', async () => {
      await bench.as().create({ name: 'together' });
      const asked = runRequest({ name: 'together', idempotencyKey: 'task-2' });
      const answers = await Promise.all(
        [1, 2, 3].map(() => bench.as().post('/v1/runs', asked)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([
        200, 200, 201,
      ]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    });

    it('finds stacks by a part of their name, taken literally', async () => {
      await bench.as().create({ name: 'literal' });
      const find = async (text: string) =>
        (await bench.as().get(`/v1/stacks?text=${text}`).expect(200)).body
          .items;
      expect(await find('LITER')).toMatchObject([{ name: 'literal' }]);
      expect(await find('lit%25l')).toEqual([]);
      expect(await find('lit_ral')).toEqual([]);
    });

    it('refuses a second stack with the same entity', async () => {
      await bench.as().create({ name: 'twice' });
      const elsewhere = { ...target, region: 'us-east-1' };
      const { body } = await bench
        .as()
        .post('/v1/runs', runRequest({ name: 'twice', target: elsewhere }))
        .expect(409);
      expect(body.error.message).toContain('a name that says what differs');
    });

    it('refuses another owner or engine for a stack', async () => {
      const cdk = bundleOf({
        'cdk/bin/kms.ts': 'export {}',
        'terraform/main.tf': '',
      });
      await bench.as().upload(cdk).expect(201);
      const source = { kind: 'bundle', digest: digestOf(cdk) } as const;
      await bench.as().create({ name: 'fixed', source });
      const change = (what: Partial<CreateRunRequest>) =>
        bench
          .as()
          .post('/v1/runs', runRequest({ name: 'fixed', source, ...what }));
      expect(
        (await change({ owner: 'group:default/b' }).expect(409)).body.error
          .message,
      ).toContain('owner');
      expect(
        (await change({ engine: 'cdk' }).expect(409)).body.error.message,
      ).toContain('engine');
    });

    it('takes outputs of another stack, and refuses a value that has changed', async () => {
      const key = await bench.as().create({ name: 'source' });
      await bench.as().reach(key.id, 'succeeded');
      const value = 'arn:aws:kms:eu-west-1:1:key/1';
      const { body: choices } = await bench
        .as()
        .get('/v1/outputs?layer=kms&output=key_arn')
        .expect(200);
      expect(choices.items).toContainEqual({
        stackId: key.stackId,
        output: 'key_arn',
        value,
        stackName: 'source',
        entityRef: 'resource:default/kms-source-development',
        target,
      });
      expect(
        (
          await bench
            .as()
            .get('/v1/outputs?layer=kms&output=key_secret')
            .expect(200)
        ).body.items,
      ).toEqual([]);

      const ref = { stackId: key.stackId, output: 'key_arn', value };
      const lake = await bench
        .as()
        .create({ layer: 'data-lake', name: 'lake', layerOutputs: [ref] });
      await bench.as().reach(lake.id, 'succeeded');
      const { body: stack } = await bench
        .as()
        .get(`/v1/stacks/${lake.stackId}`)
        .expect(200);
      expect(stack.dependsOn).toEqual([
        {
          stackId: key.stackId,
          entityRef: 'resource:default/kms-source-development',
        },
      ]);

      const stale = runRequest({
        layer: 'data-lake',
        name: 'lake',
        layerOutputs: [{ ...ref, value: 'old' }],
      });
      const { body } = await bench.as().post('/v1/runs', stale).expect(400);
      expect(body.error.message).toContain('is no longer "old"');
      const secret = runRequest({
        layerOutputs: [{ ...ref, output: 'key_secret' }],
      });
      await bench.as().post('/v1/runs', secret).expect(400);
    });

    it('finds stacks by entity: the stack itself, else by owner', async () => {
      const run = await bench.as().create();
      await bench.as().reach(run.id, 'succeeded');
      const { body } = await bench
        .as()
        .get('/v1/entity/default/resource/kms-orders-development/stacks')
        .expect(200);
      expect(body.items).toMatchObject([
        { id: run.stackId, target: { accountId: DEVELOPMENT } },
      ]);
    });

    it('stores two requests for one new stack as one stack', async () => {
      const ask = () =>
        bench
          .as()
          .post('/v1/runs', runRequest({ name: 'race', target: inProduction }));
      const answers = await Promise.all([ask(), ask(), ask()]);
      expect(answers.every(({ status }) => [201, 409].includes(status))).toBe(
        true,
      );
      expect(await db('stacks').where({ name: 'race' })).toHaveLength(1);
    });
  },
);
