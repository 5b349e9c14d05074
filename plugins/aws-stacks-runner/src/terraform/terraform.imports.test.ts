// SPDX-License-Identifier: Apache-2.0
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { RunImport } from '@groundwork/backstage-plugin-groundwork-common';
import { TERRAFORM_LAYER } from '../__testUtils__/layers';
import {
  ACCOUNT,
  type JobOptions,
  TestBench,
  newId,
} from '../__testUtils__/TestBench';

jest.setTimeout(120_000);

const REGION = 'eu-west-1';
const BUCKET = 'orders-before-groundwork';

const BUCKET_LAYER = {
  'terraform/versions.tf': TERRAFORM_LAYER['terraform/versions.tf'],
  'terraform/context.tf': TERRAFORM_LAYER['terraform/context.tf'].replace(
    'provider "aws" {',
    'provider "aws" {\n  s3_use_path_style = true',
  ),
  'terraform/main.tf': `resource "aws_s3_bucket" "this" {
  bucket = "${BUCKET}"
}
`,
};

/** Needs no provider: one resource as it is imported, one that differs, and one that nobody imports. */
const DATA_LAYER = {
  'terraform/main.tf': `variable "groundwork" {
  type = any
}

resource "terraform_data" "same" {}

resource "terraform_data" "named" {
  for_each = toset(["a.b"])
  input    = "new"
}

resource "terraform_data" "other" {}
`,
};

const NAMED = 'terraform_data.named["a.b"]';
const IMPORTS: RunImport[] = [
  { to: 'terraform_data.same', id: 'stands-1' },
  { to: NAMED, id: 'stands/2 "quoted"' },
];

let bench: TestBench;

beforeAll(async () => {
  bench = await TestBench.create();
});

afterAll(async () => {
  await bench.stop();
});

async function makeBucket(): Promise<void> {
  const base = {
    endpoint: bench.sandbox.endpoint,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const { Credentials: given } = await new STSClient(base).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/groundwork-apply`,
      RoleSessionName: 'before',
    }),
  );
  const s3 = new S3Client({
    ...base,
    forcePathStyle: true,
    credentials: {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken,
    },
  });
  await s3.send(
    new CreateBucketCommand({
      Bucket: BUCKET,
      CreateBucketConfiguration: { LocationConstraint: REGION },
    }),
  );
}

async function planData(change: Partial<JobOptions> = {}) {
  const source = await bench.store(DATA_LAYER);
  const options = { source, stackId: newId(), name: 'orders' };
  return bench.plan({ ...options, imports: IMPORTS, ...change });
}

it('takes a bucket into the state that stands in the account, and creates nothing', async () => {
  await makeBucket();
  const source = await bench.store(BUCKET_LAYER);
  const options = { source, stackId: newId(), name: 'orders' };
  const planned = await bench.plan({
    ...options,
    imports: [{ to: 'aws_s3_bucket.this', id: BUCKET }],
  });
  const { diff } = planned.result.plan ?? {};
  expect(diff?.resources).toMatchObject([
    { address: 'aws_s3_bucket.this', importId: BUCKET },
  ]);
  expect(diff?.summary).toMatchObject({ create: 0, replace: 0, import: 1 });
  const applied = await bench.run('apply', planned.next);
  expect(applied.result).toMatchObject({
    outcome: 'succeeded',
    applied: {
      resources: [
        {
          address: 'aws_s3_bucket.this',
          physicalId: `arn:aws:s3:::${BUCKET}`,
        },
      ],
    },
  });
});

it('says what it imports and what it does besides, applies these imports alone, and does not need them again', async () => {
  const planned = await planData();
  expect(planned.result.plan?.diff).toMatchObject({
    hasChanges: true,
    summary: { create: 1, update: 1, import: 2 },
  });
  expect(planned.result.plan?.diff.resources).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        address: 'terraform_data.same',
        action: 'import',
        importId: 'stands-1',
      }),
      expect.objectContaining({
        address: NAMED,
        action: 'update',
        importId: 'stands/2 "quoted"',
      }),
      expect.objectContaining({
        address: 'terraform_data.other',
        action: 'create',
      }),
    ]),
  );
  const changed = { ...planned.next, imports: [IMPORTS[0]] };
  const tampered = await bench.run('apply', changed);
  expect(tampered.result).toMatchObject({ outcome: 'failed', changed: false });
  expect(tampered.result.reason).toContain('was approved');
  const applied = await bench.run('apply', planned.next);
  expect(applied.result).toMatchObject({ outcome: 'succeeded', changed: true });
  const { stackId } = planned.next;
  const repeated = await planData({ stackId });
  expect(repeated.result.plan?.diff).toMatchObject({
    hasChanges: false,
    notes: IMPORTS.map(({ to }) => ({
      level: 'warning',
      message: 'It is in the state already, so nothing is imported there',
      address: to,
    })),
  });
});

it('names an address that the source does not have', async () => {
  const { result } = await planData({
    imports: [{ to: 'terraform_data.missing', id: 'x' }],
  });
  expect(result).toMatchObject({ outcome: 'failed', changed: false });
  expect(result.reason).toMatch(/terraform_data\.missing/);
});
