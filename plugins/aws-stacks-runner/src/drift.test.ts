// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BucketVersioningStatus,
  DeleteBucketCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { CDK_LAYER, TERRAFORM_LAYER } from './__testUtils__/layers';
import {
  ACCOUNT,
  type JobOptions,
  TestBench,
  newId,
} from './__testUtils__/TestBench';

jest.setTimeout(300_000);

const REGION = 'eu-west-1';

const BUCKET_LAYER = {
  'terraform/versions.tf': TERRAFORM_LAYER['terraform/versions.tf'],
  // A bucket of the emulator has no name of its own in DNS.
  'terraform/context.tf': TERRAFORM_LAYER['terraform/context.tf'].replace(
    'provider "aws" {',
    'provider "aws" {\n  s3_use_path_style = true',
  ),
  'terraform/main.tf': `variable "versioning" {
  type = string
}

variable "password" {
  type      = string
  sensitive = true
  default   = ""
}

resource "aws_s3_bucket" "this" {
  bucket = "drift-\${var.groundwork.name}"
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = var.versioning
  }
}
`,
  'terraform/terraform.tfvars.json': '{ "versioning": "Enabled" }',
};

const VERSIONED_CDK_LAYER = {
  ...CDK_LAYER,
  'cdk/lib/kms-stack.ts': CDK_LAYER['cdk/lib/kms-stack.ts'].replace(
    'enforceSSL: false',
    'enforceSSL: false, versioned: true',
  ),
};

let bench: TestBench;

beforeAll(async () => {
  bench = await TestBench.create();
});

afterAll(async () => {
  await bench.stop();
});

/** S3 as somebody who works past the source. */
async function s3ByHand(): Promise<S3Client> {
  const base = {
    endpoint: bench.sandbox.endpoint,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const { Credentials: given } = await new STSClient(base).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/groundwork-apply`,
      RoleSessionName: 'mallory',
    }),
  );
  return new S3Client({
    ...base,
    forcePathStyle: true,
    credentials: {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken,
    },
  });
}

async function setVersioning(bucket: string, status: BucketVersioningStatus) {
  const s3 = await s3ByHand();
  await s3.send(
    new PutBucketVersioningCommand({
      Bucket: bucket,
      VersioningConfiguration: { Status: status },
    }),
  );
}

async function apply(options: JobOptions) {
  const planned = await bench.plan(options);
  const { result } = await bench.run('apply', planned.next);
  expect([result.outcome, result.reason]).toEqual(['succeeded', undefined]);
  return result.applied?.resources ?? [];
}

describe('a Terraform stack', () => {
  let options: JobOptions;

  beforeAll(async () => {
    const source = await bench.store(BUCKET_LAYER);
    options = { source, stackId: newId(), name: 'orders' };
    await apply(options);
  });

  it('a clean stack is in sync; what was changed by hand is one attribute; nothing is locked or kept', async () => {
    const clean = await bench.run('drift', options);
    expect(clean.result).toMatchObject({
      kind: 'drift',
      outcome: 'succeeded',
      changed: false,
      drift: { resources: [], unchecked: [], notes: [] },
    });
    expect(existsSync(join(clean.folder, 'plan.enc'))).toBe(false);
    expect(existsSync(join(clean.folder, 'work'))).toBe(false);

    await setVersioning('drift-orders', 'Suspended');
    const before = await bench.sandbox.requests({ operation: 'PutObject' });
    const { result } = await bench.run('drift', options);
    const after = await bench.sandbox.requests({ operation: 'PutObject' });
    expect(after).toHaveLength(before.length);
    expect(result.drift?.resources).toEqual([
      {
        change: expect.objectContaining({
          address: 'aws_s3_bucket_versioning.this',
          type: 'aws_s3_bucket_versioning',
          name: 'this',
          action: 'update',
          physicalId: 'drift-orders',
          attributes: [
            {
              path: 'versioning_configuration.0.status',
              before: 'Suspended',
              after: 'Enabled',
              unknown: false,
              sensitive: false,
              forcesReplacement: false,
            },
          ],
        }),
        setBy: { 'versioning_configuration.0.status': 'versioning' },
      },
    ]);
  });

  it('says why it could not look', async () => {
    const rule = await bench.sandbox.faults.add({
      kind: 'deny',
      action: 's3:GetBucketVersioning',
    });
    const { result } = await bench.run('drift', options);
    await bench.sandbox.faults.remove(rule.id);
    expect(result).toMatchObject({
      outcome: 'failed',
      changed: false,
      reason: expect.stringContaining('s3:GetBucketVersioning'),
    });
    expect(result.drift).toBeUndefined();
  });

  it('what was deleted by hand would be made again', async () => {
    const s3 = await s3ByHand();
    await s3.send(new DeleteBucketCommand({ Bucket: 'drift-orders' }));
    const { result } = await bench.run('drift', options);
    expect(
      result.drift?.resources.map(({ change }) => [
        change.address,
        change.action,
      ]),
    ).toEqual([
      ['aws_s3_bucket.this', 'create'],
      ['aws_s3_bucket_versioning.this', 'create'],
    ]);
  });
});

it('CDK: a clean stack is in sync, with what was not checked; what was changed by hand is one property', async () => {
  const source = await bench.store(VERSIONED_CDK_LAYER);
  const options = {
    source,
    stackId: newId(),
    name: 'events',
    engine: 'cdk',
    secretVariables: { Password: 'canary/drift/Zq7' },
  } as const;
  const made = await apply(options);
  const bucket = made.find(({ type }) => type === 'AWS::S3::Bucket');
  const alias = made.find(({ type }) => type === 'AWS::KMS::Alias');
  const { secretVariables: _, ...withoutSecrets } = options;
  const clean = await bench.run('drift', withoutSecrets);
  expect(clean.result).toMatchObject({
    outcome: 'succeeded',
    changed: false,
    drift: { resources: [], unchecked: [alias?.address], notes: [] },
  });

  await setVersioning(bucket?.physicalId ?? '', 'Suspended');
  const { result } = await bench.run('drift', withoutSecrets);
  expect(result.drift?.resources).toEqual([
    {
      change: {
        address: bucket?.address,
        type: 'AWS::S3::Bucket',
        name: bucket?.address,
        action: 'update',
        physicalId: bucket?.physicalId,
        attributes: [
          {
            path: 'VersioningConfiguration.Status',
            before: 'Suspended',
            after: 'Enabled',
            unknown: false,
            sensitive: false,
            forcesReplacement: false,
          },
        ],
      },
    },
  ]);
});

it('CDK: a plan puts back what was changed by hand, and only when it is told to', async () => {
  const source = await bench.store(VERSIONED_CDK_LAYER);
  const options = {
    source,
    stackId: newId(),
    name: 'reverted',
    engine: 'cdk',
  } as const;
  const made = await apply(options);
  const bucket = made.find(({ type }) => type === 'AWS::S3::Bucket');
  await setVersioning(bucket?.physicalId ?? '', 'Suspended');
  const blind = await bench.plan(options);
  expect(blind.result.plan?.diff.hasChanges).toBe(false);
  const planned = await bench.plan({ ...options, revertDrift: true });
  expect(planned.result.plan?.diff.resources).toEqual([
    expect.objectContaining({
      address: bucket?.address,
      action: 'update',
      attributes: [
        {
          path: 'VersioningConfiguration.Status',
          before: 'Suspended',
          after: 'Enabled',
          unknown: false,
          sensitive: false,
          forcesReplacement: false,
        },
      ],
    }),
  ]);
  const { result } = await bench.run('apply', planned.next);
  expect([result.outcome, result.reason]).toEqual(['succeeded', undefined]);
  const again = await bench.run('drift', options);
  expect(again.result.drift?.resources).toEqual([]);
});

it('CDK: where CloudFormation may not be asked, properties are not compared, and it says so', async () => {
  const source = await bench.store(VERSIONED_CDK_LAYER);
  const options = {
    source,
    stackId: newId(),
    name: 'blind',
    engine: 'cdk',
  } as const;
  const made = await apply(options);
  const rule = await bench.sandbox.faults.add({
    kind: 'deny',
    action: 'cloudformation:DetectStackDrift',
  });
  const { result } = await bench.run('drift', options);
  await bench.sandbox.faults.remove(rule.id);
  expect(result.drift).toEqual({
    resources: [],
    unchecked: expect.arrayContaining(made.map(({ address }) => address)),
    notes: [expect.stringContaining('cloudformation:DetectStackDrift')],
  });
});
