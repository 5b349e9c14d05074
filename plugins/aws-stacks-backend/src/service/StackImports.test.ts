// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { RunImport } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type Bench,
  RITA,
  inProduction,
  runRequest,
  startBench,
} from '../__testUtils__/backend';
import { bundleOf, digestOf } from '../__testUtils__/bundles';
import { DIFF, PLAN_DIGEST, succeed } from '../__testUtils__/FakeRunner';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const KEY: RunImport = { to: 'aws_kms_key.this', id: '1234abcd' };
const ALIAS: RunImport = { to: 'aws_kms_alias.this', id: 'alias/orders' };
const WHY = { reason: 'It stands since before', ticket: 'CHG-7' };

const CDK_SOURCE = bundleOf({ 'cdk/bin/kms.ts': 'export {};\n' });

describe.each(databases.eachSupportedId())(
  'importing resources on %s',
  databaseId => {
    let bench: Bench;

    beforeAll(async () => {
      bench = await startBench({ db: await databases.init(databaseId) });
    });

    afterAll(() => bench.backend.stop());

    /** A production stack whose first plan would create a key, and waits. */
    async function planned(name: string) {
      const run = await bench.as().create({ name, target: inProduction });
      return bench.as().reach(run.id, 'awaiting-approval');
    }

    const discard = (runId: string) =>
      bench.as().post(`/v1/runs/${runId}/discard`, {}).expect(200);

    it('offers what the last plan would create, and plans the same source with the imports', async () => {
      const first = await planned('orders');
      const { stackId } = first;
      const { body: targets } = await bench
        .as()
        .get(`/v1/stacks/${stackId}/import`)
        .expect(200);
      expect(targets).toEqual({
        source: {
          runId: first.id,
          digest: first.source.digest,
          secretNames: [],
        },
        targets: [{ address: 'aws_kms_key.this', type: 'aws_kms_key' }],
      });
      await discard(first.id);
      const { body: run } = await bench
        .as()
        .post(`/v1/stacks/${stackId}/import`, { imports: [KEY], ...WHY })
        .expect(201);
      expect(run).toMatchObject({
        operation: 'apply',
        requestedBy: RITA,
        imports: [KEY],
        source: first.source,
        change: WHY,
      });
      const waiting = await bench.as().reach(run.id, 'awaiting-approval');
      expect(waiting.risks).toEqual(['import-extra']);
      expect(waiting.approval.required).toBe(2);
      const job = bench.runner.started.at(-1)?.job;
      expect(job).toMatchObject({ kind: 'plan', imports: [KEY] });
      const [entry] = await bench
        .db('audit')
        .where({ run_id: run.id, action: 'run.create' });
      expect(entry.reason).toBe('Imports 1234abcd as aws_kms_key.this');
      await discard(run.id);
    });

    it('calls an import that changes nothing else no risk', async () => {
      bench.runner.script = async (job, runner) => {
        const ending = await succeed(job, runner);
        if (job.kind !== 'plan' || ending === 'dies') return ending;
        const [key] = DIFF.resources;
        const resources = [
          { ...key, action: 'import' as const, importId: '1234abcd' },
          {
            ...key,
            address: ALIAS.to,
            action: 'update' as const,
            importId: ALIAS.id,
          },
        ];
        const diff = { ...DIFF, resources };
        return { ...ending, plan: { planDigest: PLAN_DIGEST, diff } };
      };
      const first = await planned('quiet');
      await discard(first.id);
      const { body: run } = await bench
        .as()
        .post(`/v1/stacks/${first.stackId}/import`, {
          imports: [KEY, ALIAS],
          ...WHY,
        })
        .expect(201);
      const waiting = await bench.as().reach(run.id, 'awaiting-approval');
      expect(waiting.risks).toEqual([]);
      await discard(run.id);
      bench.runner.script = succeed;
    });

    it('is asked for with the request of a run, too, and is part of what makes two requests the same', async () => {
      const request = runRequest({
        name: 'direct',
        target: inProduction,
        idempotencyKey: 'import-1',
        imports: [KEY],
      });
      const { body } = await bench.as().post('/v1/runs', request).expect(201);
      expect(body.imports).toEqual([KEY]);
      await bench.as().post('/v1/runs', request).expect(200);
      await bench
        .as()
        .post('/v1/runs', { ...request, imports: [ALIAS] })
        .expect(409);
      await bench
        .as()
        .post('/v1/runs', {
          ...request,
          imports: [{ to: 'aws_kms_key.this', id: '${var.x}' }],
        })
        .expect(400);
    });

    it('does not import what another stack has', async () => {
      const [holder] = await bench.db('stacks').where({ name: 'orders' });
      await bench
        .db('stacks')
        .where({ id: holder.id })
        .update({
          resources: JSON.stringify([
            {
              address: 'aws_kms_alias.this',
              type: 'aws_kms_alias',
              physicalId: 'arn:aws:kms:eu-west-1:111111111111:alias/orders',
            },
          ]),
        });
      const { stackId, id } = await planned('second');
      for (const send of [
        () =>
          bench.as().post(`/v1/stacks/${stackId}/import`, {
            imports: [ALIAS],
            ...WHY,
          }),
        () =>
          bench.as().post(
            '/v1/runs',
            runRequest({
              name: 'third',
              target: inProduction,
              imports: [ALIAS],
            }),
          ),
      ]) {
        const { body } = await send().expect(409);
        expect(body.error.message).toContain(
          'alias/orders is in resource:default/kms-orders-production already, as aws_kms_alias.this',
        );
      }
      await discard(id);
    });

    it('refuses to import into CDK, and says why', async () => {
      await bench.as().upload(CDK_SOURCE).expect(201);
      const cdk = {
        name: 'cdk-keys',
        engine: 'cdk',
        target: inProduction,
        source: { kind: 'bundle', digest: digestOf(CDK_SOURCE) },
      } as const;
      const refused = await bench
        .as()
        .post('/v1/runs', runRequest({ ...cdk, imports: [KEY] }))
        .expect(400);
      expect(refused.body.error.message).toContain('cdk import');
      const { stackId } = await bench.as().create(cdk);
      const { body } = await bench.as().get(`/v1/stacks/${stackId}/import`);
      expect(body.refusal).toContain('cdk import');
      await bench
        .as()
        .post(`/v1/stacks/${stackId}/import`, { imports: [KEY], ...WHY })
        .expect(400);
    });
  },
);
