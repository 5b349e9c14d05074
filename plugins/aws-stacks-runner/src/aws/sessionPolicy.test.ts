// SPDX-License-Identifier: Apache-2.0
import { runnerJobSchema } from '../protocol';
import { sessionPolicy } from './sessionPolicy';

const STACK = '01K00000000000000000STACK0';

const job = (settings: object, region = 'eu-west-1') =>
  runnerJobSchema.parse({
    version: 1,
    kind: 'plan',
    runId: '01K000000000000000000RVN00',
    engine: 'cdk',
    context: {
      accountId: '111111111113',
      region,
      environment: 'development',
      layer: 'kms',
      name: 'orders',
      stackId: STACK,
      entityRef: 'resource:default/kms-orders-development',
      owner: 'group:default/team',
    },
    requestedBy: 'user:default/rita',
    source: { path: '/bundle', digest: 'a'.repeat(64) },
    timeoutSeconds: 60,
    graceSeconds: 60,
    ...settings,
  });

const terraform = {
  engine: 'terraform',
  terraform: {
    binary: '/terraform',
    stateBucket: { bucket: 'states', region: 'eu-west-1' },
    lockTimeoutSeconds: 60,
  },
};

it('leaves Terraform the state of its own stack, and nothing else in the bucket of states', () => {
  expect(JSON.parse(sessionPolicy(job(terraform)))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: '*',
        NotResource: ['arn:aws:s3:::states', 'arn:aws:s3:::states/*'],
      },
      {
        Effect: 'Allow',
        Action: [
          's3:GetBucketLocation',
          's3:GetBucketVersioning',
          's3:ListBucket',
        ],
        Resource: 'arn:aws:s3:::states',
      },
      {
        Effect: 'Allow',
        Action: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
        Resource: [
          `arn:aws:s3:::states/${STACK}.tfstate`,
          `arn:aws:s3:::states/${STACK}.tfstate.tflock`,
        ],
      },
    ],
  });
});

it('leaves CDK its own stack among those of Groundwork', () => {
  const stacks = 'arn:aws-cn:cloudformation:*:111111111113:stack';
  const policy = sessionPolicy(
    job({ cdk: { qualifier: 'hnb659fds' } }, 'cn-north-1'),
  );
  expect(JSON.parse(policy).Statement).toEqual([
    { Effect: 'Allow', Action: '*', NotResource: [`${stacks}/groundwork-*`] },
    {
      Effect: 'Allow',
      Action: 'cloudformation:*',
      Resource: `${stacks}/groundwork-kms-orders/*`,
    },
  ]);
});

it('stays below what STS takes', () => {
  const bucket = { bucket: 'b'.repeat(63), region: 'us-gov-west-1' };
  const settings = { ...terraform.terraform, stateBucket: bucket };
  const long = job({ ...terraform, terraform: settings }, 'us-gov-west-1');
  expect(sessionPolicy(long).length).toBeLessThan(2_048);
});
