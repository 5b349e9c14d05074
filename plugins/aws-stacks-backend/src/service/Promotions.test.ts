// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readBundle } from '@groundwork/backstage-plugin-aws-stacks-runner';
import type {
  CreateRunRequest,
  PromotionStep,
  RunDetail,
  StackPromotion,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type Bench,
  PRODUCTION,
  RITA,
  STAGING,
  inProduction,
  runRequest,
  startBench,
} from '../__testUtils__/backend';
import { bundleOf, digestOf } from '../__testUtils__/bundles';
import { OUTPUTS } from '../__testUtils__/FakeRunner';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const AUTO = { production: 'auto', staging: 'auto', rules: [] };
const inStaging = {
  accountId: STAGING,
  region: 'eu-west-1',
  environment: 'staging',
} as const;
const WHY = { reason: 'It has proved itself', ticket: 'CHG-1042' };
const MAIN = 'resource "aws_kms_key" "this" {}\n';

const source = (inputs: object, files: Record<string, string> = {}) =>
  bundleOf({
    'terraform/main.tf': MAIN,
    'terraform/terraform.tfvars.json': JSON.stringify(inputs),
    'docs/runbook.md': `# ${JSON.stringify(inputs)}\n`,
    ...files,
  });

describe.each(databases.eachSupportedId())('promotion on %s', databaseId => {
  let bench: Bench;

  const start = async (promotion: JsonObject = {}) => {
    const db = await databases.init(databaseId);
    bench = await startBench({ db, stacks: { approvals: AUTO, promotion } });
  };

  const bundle = (archive: Buffer) =>
    ({ kind: 'bundle', digest: digestOf(archive) } as const);

  async function apply(
    archive: Buffer,
    change: Partial<CreateRunRequest> = {},
  ): Promise<RunDetail> {
    await bench.as().upload(archive).expect(201);
    const run = await bench.as().create({ ...change, source: bundle(archive) });
    return bench.as().reach(run.id, 'succeeded');
  }

  const read = async (stackId: string): Promise<StackPromotion> =>
    (await bench.as().get(`/v1/stacks/${stackId}/promotion`).expect(200)).body;

  const promote = (stackId: string, body: object) =>
    bench.as().post(`/v1/stacks/${stackId}/promote`, { ...WHY, ...body });

  const refusal = async (stackId: string, body: object, status: number) =>
    (await promote(stackId, body).expect(status)).body.error.message;

  async function filesOf(stackId: string): Promise<Record<string, string>> {
    const { body } = await bench
      .as()
      .get(`/v1/stacks/${stackId}/source`)
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    const files = await readBundle(body);
    return Object.fromEntries(
      files.map(({ path, content }) => [path, content.toString()]),
    );
  }

  const inWords = (steps: PromotionStep[]) =>
    steps.map(({ environment, stack }) => `${environment} ${stack?.code}`);

  describe('that is offered', () => {
    beforeAll(() => start());
    afterAll(() => bench.backend.stop());

    it('makes the stack of the next environment with the same code and inputs of its own', async () => {
      const dev = await apply(source({ rotation: 90, multi: false }));
      const before = await read(dev.stackId);
      expect(inWords(before.steps)).toEqual([
        'development same',
        'staging undefined',
        'production undefined',
      ]);
      expect(before.steps[0].stack).toMatchObject({
        current: true,
        applied: { runId: dev.id, requestedBy: RITA },
      });
      expect(before.next).toMatchObject({
        environment: 'staging',
        files: [{ path: 'terraform/main.tf', change: 'added' }],
        fileCount: 1,
        secretNames: [],
        mayPromote: true,
        inputs: [
          { name: 'rotation', source: 90, isSet: false, differs: true },
          { name: 'multi', source: false, isSet: false, isRequired: false },
        ],
      });

      const { body: run } = await promote(dev.stackId, {
        target: inStaging,
        inputs: { rotation: 365 },
      }).expect(201);
      expect(run).toMatchObject({
        target: inStaging,
        change: WHY,
        owner: dev.owner,
        promotedFrom: {
          stackId: dev.stackId,
          entityRef: 'resource:default/kms-orders-development',
          environment: 'development',
          runId: dev.id,
        },
      });
      await bench.as().reach(run.id, 'succeeded');
      expect(await filesOf(run.stackId)).toEqual({
        'terraform/main.tf': MAIN,
        'terraform/terraform.tfvars.json':
          '{\n  "rotation": 365,\n  "multi": false\n}\n',
      });
      const after = await read(dev.stackId);
      expect(inWords(after.steps)).toEqual([
        'development same',
        'staging same',
        'production undefined',
      ]);
      expect(after.steps[1].stack).toMatchObject({
        sourceDigest: run.source.digest,
        codeDigest: after.steps[0].stack?.codeDigest,
        promotedFrom: { runId: dev.id },
      });
      expect(after.steps[1].stack?.sourceDigest).not.toBe(dev.source.digest);
      expect(after.next).toMatchObject({ target: inStaging, files: [] });
    });

    it('keeps the inputs that stand there, but takes the code, and leaves what is told of the place', async () => {
      const staging = await apply(
        source(
          { rotation: 180, gone: 1, password: 'AKIAIOSFODNN7EXAMPLE' },
          { 'terraform/old.tf': '# old\n' },
        ),
        { name: 'kept', target: inStaging, description: 'Staging of orders' },
      );
      const dev = await apply(
        source(
          { rotation: 90, fresh: true, password: 'AKIAIOSFODNN7EXAMPLF' },
          { 'terraform/main.tf': `${MAIN}# 2\n` },
        ),
        { name: 'kept' },
      );
      const { next, steps } = await read(dev.stackId);
      expect(inWords(steps).slice(0, 2)).toEqual([
        'development same',
        'staging different',
      ]);
      expect(next?.files).toEqual([
        { path: 'terraform/main.tf', change: 'changed' },
        { path: 'terraform/old.tf', change: 'removed' },
      ]);
      expect(next?.inputs).toEqual([
        {
          name: 'rotation',
          secret: false,
          source: 90,
          target: 180,
          isSet: true,
          differs: true,
          isRequired: false,
        },
        expect.objectContaining({ name: 'fresh', source: true, isSet: false }),
        {
          name: 'password',
          secret: true,
          isSet: true,
          differs: true,
          isRequired: false,
        },
      ]);
      expect(JSON.stringify(next)).not.toContain('AKIA');

      const { body: run } = await promote(dev.stackId, {
        target: inStaging,
      }).expect(201);
      expect(run.stackId).toBe(staging.stackId);
      await bench.as().reach(run.id, 'succeeded');
      const files = await filesOf(run.stackId);
      expect(JSON.parse(files['terraform/terraform.tfvars.json'])).toEqual({
        rotation: 180,
        fresh: true,
        password: 'AKIAIOSFODNN7EXAMPLE',
      });
      expect(Object.keys(files).sort()).toEqual([
        'docs/runbook.md',
        'terraform/main.tf',
        'terraform/terraform.tfvars.json',
      ]);
      expect(files['docs/runbook.md']).toContain('180');
      expect(inWords((await read(staging.stackId)).steps).slice(0, 2)).toEqual([
        'development same',
        'staging same',
      ]);
    });

    it('tells older code from newer', async () => {
      const first = source({ rotation: 90 });
      const dev = await apply(first, { name: 'aged' });
      const { body: run } = await promote(dev.stackId, {
        target: inStaging,
      }).expect(201);
      await bench.as().reach(run.id, 'succeeded');
      await apply(source({}, { 'terraform/more.tf': '# more\n' }), {
        name: 'aged',
      });
      expect(inWords((await read(dev.stackId)).steps)[1]).toBe('staging older');
      expect(inWords((await read(run.stackId)).steps)[0]).toBe(
        'development newer',
      );
    });

    it('asks for what is not taken along: outputs of other stacks, and secrets', async () => {
      const key = await apply(source({}), { name: 'keys' });
      const stagingKey = await apply(source({}), {
        name: 'keys',
        target: inStaging,
      });
      const value = String(OUTPUTS[0].value);
      const output = (stackId: string) => ({
        stackId,
        output: 'key_arn',
        value,
      });
      const lake = await apply(
        source({ key_arn: value, token: 'AKIAIOSFODNN7EXAMPLE' }),
        {
          layer: 'data-lake',
          layerOutputs: [output(key.stackId)],
          secretVariables: { password: 'one' },
        },
      );
      const { next } = await read(lake.stackId);
      expect(next?.secretNames).toEqual(['password']);
      expect(next?.inputs).toMatchObject([
        {
          name: 'key_arn',
          isRequired: true,
          output: { layer: 'kms', output: 'key_arn' },
        },
        { name: 'token', secret: true, isRequired: true },
      ]);
      const asked = { target: inStaging, inputs: { key_arn: value } };
      expect(await refusal(lake.stackId, asked, 400)).toContain('give token');
      const inputs = { key_arn: value, token: 'another' };
      const withInputs = { target: inStaging, inputs };
      expect(await refusal(lake.stackId, withInputs, 400)).toContain(
        'give password',
      );
      expect(
        await refusal(
          lake.stackId,
          { target: inStaging, inputs: { ...inputs, constructor: 1 } },
          400,
        ),
      ).toContain('inputs.constructor: the code has no such input');
      const { body: run } = await promote(lake.stackId, {
        ...withInputs,
        layerOutputs: [output(stagingKey.stackId)],
        secretVariables: { password: 'two' },
      }).expect(201);
      await bench.as().reach(run.id, 'succeeded');
      const { body: stack } = await bench
        .as()
        .get(`/v1/stacks/${run.stackId}`)
        .expect(200);
      expect(stack.dependsOn).toMatchObject([{ stackId: stagingKey.stackId }]);
    });

    it('goes one environment at a time, to the place where the stack stands, and only with what is applied', async () => {
      const dev = await apply(source({}), { name: 'ordered' });
      expect(
        await refusal(dev.stackId, { target: inProduction }, 400),
      ).toContain('after development comes staging');
      await apply(source({}), { name: 'ordered', target: inStaging });
      const elsewhere = { ...inStaging, region: 'us-east-1' };
      expect(await refusal(dev.stackId, { target: elsewhere }, 400)).toContain(
        `stands in ${STAGING}/eu-west-1`,
      );
      const prod = await apply(source({}), {
        name: 'ordered',
        target: inProduction,
      });
      expect((await read(prod.stackId)).next).toBeUndefined();
      expect(
        await refusal(prod.stackId, { target: inProduction }, 400),
      ).toContain('nothing comes after production');
    });
  });

  describe('that is required', () => {
    afterEach(() => bench.backend.stop());

    it('refuses code in production that has not succeeded in staging, whatever its inputs', async () => {
      await start({ required: { environments: ['production'] } });
      const code = source({ rotation: 90 });
      await bench.as().upload(code).expect(201);
      const request = () =>
        bench
          .as()
          .post(
            '/v1/runs',
            runRequest({ target: inProduction, source: bundle(code) }),
          );
      const { body } = await request().expect(409);
      expect(body.error.message).toBe(
        'In production only code is applied that has succeeded in staging, and this code of kms orders has not. Apply it to the stack kms orders in staging first, then promote that stack',
      );
      const staging = await apply(source({ rotation: 180 }), {
        target: inStaging,
      });
      expect((await read(staging.stackId)).steps[2].required).toBe(true);
      const { body: run } = await request().expect(201);
      await bench.as().reach(run.id, 'succeeded');

      const other = source({}, { 'terraform/main.tf': '# another\n' });
      await bench.as().upload(other).expect(201);
      await bench
        .as()
        .post(
          '/v1/runs',
          runRequest({ target: inProduction, source: bundle(other) }),
        )
        .expect(409);
      const back = await bench
        .as()
        .post(`/v1/stacks/${run.stackId}/rollback`, WHY)
        .expect(201);
      await bench.as().reach(back.body.id, 'succeeded');
    });

    it('asks again right before the apply', async () => {
      const dataDirectory = await planWithoutOrder();
      const db = bench.db;
      await bench.backend.stop();
      bench = await startBench({
        db,
        dataDirectory,
        stacks: {
          approvals: { rules: [] },
          promotion: { required: { accounts: [PRODUCTION] } },
        },
      });
      const { body } = await bench.as().get('/v1/runs').expect(200);
      const [{ id }] = body.items;
      await bench.as('user:default/amir').approve(id).expect(200);
      const gated = await bench.as().reach(id, 'gated');
      expect(gated.reason).toBe(
        'In production only code is applied that has succeeded in staging, and this code of kms orders has not',
      );
      expect(gated.hint).toContain('in staging first');
    });

    async function planWithoutOrder(): Promise<string> {
      const db = await databases.init(databaseId);
      bench = await startBench({ db, stacks: { approvals: { rules: [] } } });
      const run = await bench.as().create({ target: inProduction });
      await bench.as().reach(run.id, 'awaiting-approval');
      return bench.dataDirectory;
    }
  });
});
