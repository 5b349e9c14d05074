// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { CreateRunRequest } from '@groundwork/backstage-plugin-groundwork-common';
import { type Bench, runRequest, startBench } from '../__testUtils__/backend';
import { bundleOf, digestOf } from '../__testUtils__/bundles';
import { OUTPUTS } from '../__testUtils__/FakeRunner';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

const field = (type: string, more: object = {}) => ({ type, ...more });

const TEMPLATE: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'data-lake', namespace: 'default' },
  spec: {
    parameters: [
      {
        properties: {
          name: field('string'),
          target: field('object', { 'ui:field': 'AwsTarget' }),
          engine: field('string'),
        },
      },
      {
        properties: {
          kms_key_arn: field('object', {
            'ui:field': 'LayerOutput',
            'ui:options': { layer: 'kms', output: 'key_arn' },
          }),
          replica_bucket_arn: field('object', {
            'ui:field': 'LayerOutput',
            'ui:options': { layer: 'data-lake', output: 'bucket_arn' },
          }),
          lock_days: field('integer'),
          access_key: field('string'),
          api_token: field('string'),
          master_password: field('string', { 'ui:field': 'Secret' }),
        },
      },
      { properties: { owner: field('string'), description: field('string') } },
    ],
    steps: [],
  },
};

const INPUTS = {
  kms_key_arn: String(OUTPUTS[0].value),
  replica_bucket_arn: '',
  lock_days: 30,
  access_key: 'AKIAIOSFODNN7EXAMPLE',
  api_token: 'declared as sensitive',
  gone: true,
};

const VARIABLES = `variable "lock_days" {
  type = number
}

variable "api_token" {
  type      = string
  sensitive = true
}
`;

describe('GET /v1/stacks/:stackId/form', () => {
  let bench: Bench;
  let keyId: string;

  async function apply(change: Partial<CreateRunRequest>, archive?: Buffer) {
    if (archive) await bench.as().upload(archive).expect(201);
    const run = await bench.as().create({
      ...change,
      ...(archive && { source: { kind: 'bundle', digest: digestOf(archive) } }),
    });
    await bench.as().reach(run.id, 'succeeded');
    return run.stackId;
  }

  beforeAll(async () => {
    bench = await startBench({
      db: await databases.init('SQLITE_3'),
      entities: [TEMPLATE],
    });
    keyId = await apply({});
  });

  afterAll(() => bench.backend.stop());

  const ref = () => ({
    stackId: keyId,
    output: 'key_arn',
    value: INPUTS.kms_key_arn,
  });

  const lake = (name: string): Partial<CreateRunRequest> => ({
    layer: 'data-lake',
    name,
    description: 'Events of all shops',
    layerOutputs: [ref()],
  });

  it('fills in the form of a Terraform layer with what its source has, but for secrets', async () => {
    const archive = bundleOf({
      'terraform/variables.tf': VARIABLES,
      'terraform/terraform.tfvars.json': JSON.stringify(INPUTS),
    });
    const stackId = await apply(lake('events'), archive);
    const { body } = await bench
      .as()
      .get(`/v1/stacks/${stackId}/form`)
      .expect(200);
    expect(body).toEqual({
      layer: 'data-lake',
      templateRef: 'template:default/data-lake',
      digest: digestOf(archive),
      formData: {
        name: 'events',
        target: runRequest().target,
        engine: 'terraform',
        owner: 'group:default/ai-core',
        description: 'Events of all shops',
        kms_key_arn: ref(),
        lock_days: 30,
      },
      secret: ['master_password', 'access_key', 'api_token'],
      unknown: ['gone'],
    });
  });

  it('fills in the form of a CDK layer by the same names, and its plan is one of the same stack', async () => {
    const archive = bundleOf({
      'cdk/bin/data-lake.ts': 'export {}',
      'cdk/inputs.json': JSON.stringify({
        kmsKeyArn: INPUTS.kms_key_arn,
        lockDays: 7,
      }),
    });
    const stackId = await apply({ ...lake('shops'), engine: 'cdk' }, archive);
    const { body } = await bench
      .as()
      .get(`/v1/stacks/${stackId}/form`)
      .expect(200);
    expect(body.formData).toMatchObject({ kms_key_arn: ref(), lock_days: 7 });
    const { name, target, engine, owner } = body.formData;
    const change = { name, target, engine, owner, layer: body.layer };
    expect(await apply(change, archive)).toBe(stackId);
  });

  it('says that the layer has no form where its template is not in the catalog', async () => {
    const { body } = await bench
      .as()
      .get(`/v1/stacks/${keyId}/form`)
      .expect(404);
    expect(body.error.message).toContain('There is no template:default/kms');
  });
});
