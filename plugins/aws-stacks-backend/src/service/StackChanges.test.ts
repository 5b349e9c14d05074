// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type {
  CreateRunRequest,
  RunDetail,
  StackDetail,
  StackSource,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import {
  AMIR,
  type Bench,
  PRODUCTION,
  RITA,
  inProduction,
  runRequest,
  startBench,
} from '../__testUtils__/backend';
import { bundleOf, digestOf } from '../__testUtils__/bundles';
import { OUTPUTS, gatekeeper, succeed } from '../__testUtils__/FakeRunner';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const WHY = { reason: 'Orders moved to another account', ticket: 'CHG-1042' };
const DESTROY = { confirmation: 'orders', ...WHY };

const dependsOnOrders = (name: string, type: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  spec: { type },
  relations: [
    {
      type: 'dependsOn',
      targetRef: 'resource:default/kms-orders-development',
    },
  ],
});

const OTHER_SOURCE = bundleOf({
  'terraform/main.tf': 'resource "aws_kms_key" "other" {}\n',
});

describe.each(databases.eachSupportedId())(
  'the life of a stack on %s',
  databaseId => {
    let bench: Bench;
    let db: Knex;

    async function start(
      options: Partial<Parameters<typeof startBench>[0]> = {},
    ) {
      db = await databases.init(databaseId);
      bench = await startBench({ db, ...options });
    }

    afterEach(() => bench.backend.stop());

    async function applied(change: Partial<CreateRunRequest> = {}) {
      const run = await bench.as().create(change);
      return bench.as().reach(run.id, 'succeeded');
    }

    const readStack = async (id: string): Promise<StackDetail> =>
      (await bench.as().get(`/v1/stacks/${id}`).expect(200)).body;

    async function destroy(stackId: string): Promise<RunDetail> {
      const { body } = await bench
        .as()
        .post(`/v1/stacks/${stackId}/destroy`, DESTROY)
        .expect(201);
      return body;
    }

    const listed = async (query = '') => {
      const { body } = await bench.as().get(`/v1/stacks${query}`).expect(200);
      return body.items.map((stack: StackDetail) => stack.name);
    };

    it('is destroyed by a run of its own, leaves the lists, and its name can be planned anew', async () => {
      await start();
      const { stackId } = await applied();
      expect((await readStack(stackId)).actions).toEqual([
        'change',
        'rollback',
        'import',
        'destroy',
      ]);
      const run = await destroy(stackId);
      expect(run).toMatchObject({
        operation: 'destroy',
        requestedBy: RITA,
        change: WHY,
      });
      const done = await bench.as().reach(run.id, 'succeeded');
      expect(done.risks).toContain('destroy');
      expect(bench.runner.started.map(({ job }) => job.operation)).toEqual([
        'apply',
        'apply',
        'destroy',
        'destroy',
      ]);
      expect(await readStack(stackId)).toMatchObject({
        status: 'destroyed',
        outputs: [],
        resources: [],
        destroyed: { runId: run.id },
        actions: ['change', 'rollback'],
      });
      expect(await listed()).toEqual([]);
      expect(await listed('?status=destroyed,applied')).toEqual(['orders']);
      const { body } = await bench
        .as()
        .post(`/v1/stacks/${stackId}/destroy`, DESTROY)
        .expect(409);
      expect(body.error.message).toContain('is destroyed already');

      const again = await applied({ owner: 'group:default/other' });
      expect(again.stackId).toBe(stackId);
      const revived = await readStack(stackId);
      expect(revived).toMatchObject({
        status: 'applied',
        owner: 'group:default/other',
      });
      expect(revived.destroyed).toBeUndefined();
      const runs = await bench.as().get(`/v1/runs?stackId=${stackId}`);
      expect(runs.body.items).toHaveLength(3);
    });

    it('is destroyed without an approval when nothing of it stands', async () => {
      await start();
      bench.runner.script = async (job, runner) => {
        const ending = await succeed(job, runner);
        if (ending === 'dies' || !ending.plan) return ending;
        const diff = { ...ending.plan.diff, hasChanges: false };
        return { ...ending, plan: { ...ending.plan, diff } };
      };
      const { stackId } = await applied();
      expect((await readStack(stackId)).status).toBe('planned');
      const run = await destroy(stackId);
      const done = await bench.as().reach(run.id, 'succeeded');
      expect(done.reason).toBe('Nothing is left to destroy');
      expect((await readStack(stackId)).status).toBe('destroyed');
    });

    it('stays in the lists when its destruction breaks off', async () => {
      await start();
      const { stackId } = await applied();
      bench.runner.script = async (job, runner) =>
        job.kind === 'apply'
          ? {
              outcome: 'needs-attention',
              changed: true,
              reason: 'half of it is gone',
              standing: [{ address: 'aws_kms_key.this', type: 'aws_kms_key' }],
            }
          : succeed(job, runner);
      const run = await destroy(stackId);
      await bench.as().reach(run.id, 'needs-attention');
      expect(await readStack(stackId)).toMatchObject({
        status: 'needs-attention',
        resources: [{ address: 'aws_kms_key.this' }],
      });
      bench.runner.script = succeed;
      await bench.as().post(`/v1/runs/${run.id}/resume`, {}).expect(200);
      await bench.as().reach(run.id, 'succeeded');
      expect((await readStack(stackId)).status).toBe('destroyed');
    });

    it('is not destroyed by somebody who has not written its name', async () => {
      await start();
      const { stackId } = await applied();
      const { body } = await bench
        .as()
        .post(`/v1/stacks/${stackId}/destroy`, {
          ...DESTROY,
          confirmation: 'Orders',
        })
        .expect(400);
      expect(body.error.message).toContain('the stack is called orders');
      expect(await db('runs').where({ operation: 'destroy' })).toEqual([]);
    });

    it('is not destroyed while stacks and entities depend on it, but regardless of its own source', async () => {
      await start({
        entities: [
          dependsOnOrders('orders-api', 'service'),
          dependsOnOrders('kms-orders-dev-source', 'infrastructure'),
        ],
      });
      const { stackId } = await applied();
      const output = (from: string) => ({
        stackId: from,
        output: 'key_arn',
        value: String(OUTPUTS[0].value),
      });
      const lake = await applied({
        layer: 'data-lake',
        name: 'events',
        layerOutputs: [output(stackId)],
      });
      const queue = await applied({
        layer: 'sqs',
        name: 'events',
        layerOutputs: [output(lake.stackId)],
      });
      const dependants = await bench
        .as()
        .get(`/v1/stacks/${stackId}/dependants`)
        .expect(200);
      expect(dependants.body).toEqual({
        stacks: [
          {
            stackId: queue.stackId,
            entityRef: 'resource:default/sqs-events-development',
            direct: false,
          },
          {
            stackId: lake.stackId,
            entityRef: 'resource:default/data-lake-events-development',
            direct: true,
          },
        ],
        entities: ['component:default/orders-api'],
        hidden: 0,
      });
      const { body } = await bench
        .as()
        .post(`/v1/stacks/${stackId}/destroy`, DESTROY)
        .expect(409);
      expect(body.error.message).toContain(
        'Destroy first, in this order: resource:default/sqs-events-development, resource:default/data-lake-events-development; take the dependency out of the catalog entities component:default/orders-api',
      );
      expect(await db('runs').where({ operation: 'destroy' })).toEqual([]);
    });

    it('is not destroyed while something half done stands on it', async () => {
      await start();
      const { stackId } = await applied();
      bench.runner.script = async (job, runner) =>
        job.kind === 'apply'
          ? {
              outcome: 'needs-attention',
              changed: true,
              reason: 'refused',
              standing: [
                { address: 'aws_s3_bucket.this', type: 'aws_s3_bucket' },
              ],
            }
          : succeed(job, runner);
      const lake = await bench.as().create({
        layer: 'data-lake',
        name: 'events',
        layerOutputs: [
          { stackId, output: 'key_arn', value: String(OUTPUTS[0].value) },
        ],
      });
      await bench.as().reach(lake.id, 'needs-attention');
      await bench.as().post(`/v1/runs/${lake.id}/fail`, {}).expect(200);
      const { body } = await bench
        .as()
        .post(`/v1/stacks/${stackId}/destroy`, DESTROY)
        .expect(409);
      expect(body.error.message).toContain(
        'resource:default/data-lake-events-development',
      );
      bench.runner.script = succeed;
      const end = await bench
        .as()
        .post(`/v1/stacks/${lake.stackId}/destroy`, {
          ...DESTROY,
          confirmation: 'events',
        })
        .expect(201);
      await bench.as().reach(end.body.id, 'succeeded');
      const run = await destroy(stackId);
      await bench.as().reach(run.id, 'succeeded');
    });

    it('is not destroyed when something has come to depend on it since its destruction was planned', async () => {
      await start({ stacks: { approvals: { rules: [] } } });
      const created = await bench.as().create({ target: inProduction });
      await bench.as().reach(created.id, 'awaiting-approval');
      await bench.as(AMIR).approve(created.id).expect(200);
      await bench.as().reach(created.id, 'succeeded');
      const { stackId } = created;
      const run = await destroy(stackId);
      await bench.as().reach(run.id, 'awaiting-approval');
      const lake = await bench.as().create({
        target: inProduction,
        layer: 'data-lake',
        name: 'events',
        layerOutputs: [
          { stackId, output: 'key_arn', value: String(OUTPUTS[0].value) },
        ],
      });
      await bench.as().reach(lake.id, 'awaiting-approval');
      await bench.as(AMIR).approve(run.id).expect(200);
      const gated = await bench.as().reach(run.id, 'gated');
      expect(gated.reason).toBe(
        'resource:default/kms-orders-production cannot be destroyed while others depend on it: resource:default/data-lake-events-production',
      );
      expect((await readStack(stackId)).status).toBe('applied');
      const applies = bench.runner.started.filter(
        ({ job }) => job.kind === 'apply' && job.operation === 'destroy',
      );
      expect(applies).toEqual([]);
      expect(run.target.accountId).toBe(PRODUCTION);
    });

    it('goes back to the last good source after a failed apply, and to an older one that is chosen', async () => {
      await start();
      const first = await applied();
      const { stackId } = first;
      await bench.as().upload(OTHER_SOURCE).expect(201);
      const source = {
        kind: 'bundle',
        digest: digestOf(OTHER_SOURCE),
      } as const;
      const second = await applied({ source });
      bench.runner.script = async (job, runner) =>
        job.kind === 'apply'
          ? { outcome: 'failed', changed: false, reason: 'refused' }
          : succeed(job, runner);
      const third = await bench.as().create();
      await bench.as().reach(third.id, 'failed');
      bench.runner.script = succeed;

      const rollback = async (body: object): Promise<RunDetail> =>
        (
          await bench
            .as()
            .post(`/v1/stacks/${stackId}/rollback`, body)
            .expect(201)
        ).body;
      const back = await rollback(WHY);
      expect(back).toMatchObject({ operation: 'apply', source, change: WHY });
      await bench.as().reach(back.id, 'succeeded');
      const older = await rollback({ ...WHY, runId: first.id });
      expect(older.source).toEqual(first.source);
      await bench.as().reach(older.id, 'succeeded');

      const { body } = await bench
        .as()
        .get(`/v1/stacks/${stackId}/sources?limit=3`)
        .expect(200);
      expect(
        body.items.map(({ runId, digest, current }: StackSource) => ({
          runId,
          digest,
          current,
        })),
      ).toEqual([
        { runId: older.id, digest: first.source.digest, current: true },
        { runId: back.id, digest: source.digest, current: false },
        { runId: second.id, digest: source.digest, current: false },
      ]);
      expect(body.items[0]).toMatchObject({ requestedBy: RITA, change: WHY });
      const rest = await bench
        .as()
        .get(`/v1/stacks/${stackId}/sources?cursor=${body.nextCursor}`)
        .expect(200);
      expect(rest.body.items).toMatchObject([{ runId: first.id }]);
    });

    it('asks for the values of sensitive variables again, and hands them to the runner alone', async () => {
      await start();
      const first = await applied({ secretVariables: { password: 'one' } });
      const path = `/v1/stacks/${first.stackId}/rollback`;
      const { body } = await bench.as().post(path, WHY).expect(400);
      expect(body.error.message).toContain('planned with password');
      const back = await bench
        .as()
        .post(path, { ...WHY, secretVariables: { password: 'two' } })
        .expect(201);
      await bench.as().reach(back.body.id, 'succeeded');
      expect(bench.runner.started.at(-1)?.secrets.secretVariables).toEqual({
        password: 'two',
      });
      const sources = await bench
        .as()
        .get(`/v1/stacks/${first.stackId}/sources`)
        .expect(200);
      expect(sources.body.items[0].secretNames).toEqual(['password']);
      expect(JSON.stringify(sources.body)).not.toContain('two');
    });

    it('gives no outputs to others while it is being destroyed', async () => {
      await start();
      const { stackId } = await applied();
      const gate = gatekeeper();
      bench.runner.script = async (job, runner) => {
        if (job.kind === 'apply') await gate.opened;
        return succeed(job, runner);
      };
      const run = await destroy(stackId);
      await bench.as().reach(run.id, 'applying');
      const { body } = await bench
        .as()
        .post(
          '/v1/runs',
          runRequest({
            layer: 'data-lake',
            layerOutputs: [
              { stackId, output: 'key_arn', value: String(OUTPUTS[0].value) },
            ],
          }),
        )
        .expect(400);
      expect(body.error.message).toContain('is being destroyed');
      gate.open();
      await bench.as().reach(run.id, 'succeeded');
    });

    it('does not go back to what was never applied', async () => {
      await start();
      const run = await bench.as().create({ target: inProduction });
      await bench.as().reach(run.id, 'awaiting-approval');
      const path = `/v1/stacks/${run.stackId}/rollback`;
      const never = await bench.as().post(path, WHY).expect(409);
      expect(never.body.error.message).toContain('Nothing was ever applied');
      const other = await bench
        .as()
        .post(path, { ...WHY, runId: run.id })
        .expect(400);
      expect(other.body.error.message).toContain('has applied no source');
    });
  },
);
