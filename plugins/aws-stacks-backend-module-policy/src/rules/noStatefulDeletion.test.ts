// SPDX-License-Identifier: Apache-2.0
import type { ResourceChange } from '@groundwork/backstage-plugin-groundwork-common';
import { created, messagesOf, planned, updated } from '../__testUtils__/plans';
import { noStatefulDeletion } from './noStatefulDeletion';

const deleted = (type: string): ResourceChange =>
  updated(
    type,
    { bucket: { before: 'orders' } },
    { action: 'delete', physicalId: 'arn:aws:s3:::orders' },
  );

const replaced = updated(
  'AWS::RDS::DBInstance',
  {
    Engine: { before: 'mysql', after: 'postgres', forcesReplacement: true },
    MultiAZ: { before: false, after: true },
  },
  { action: 'replace' },
);

it.each([
  ['a new bucket', created('aws_s3_bucket', { bucket: 'orders' })],
  ['a rule that goes', deleted('aws_security_group_rule')],
  [
    'a bucket that is left standing',
    { ...deleted('aws_s3_bucket'), action: 'forget' as const },
  ],
])('accepts %s', async (_, resource) => {
  expect(await messagesOf(noStatefulDeletion, planned([resource]))).toEqual([]);
});

it('objects to a bucket that goes, and to a database that is replaced', async () => {
  const plan = planned([deleted('aws_s3_bucket'), replaced]);
  expect(await messagesOf(noStatefulDeletion, plan)).toEqual([
    'aws_s3_bucket.this: aws_s3_bucket (arn:aws:s3:::orders) is deleted, and the data in it is lost',
    'This: AWS::RDS::DBInstance is replaced, because Engine changes: a new one is made, and the data in the old one is lost',
  ]);
});

it('knows the types of the configuration', async () => {
  const plan = planned([
    deleted('aws_s3_bucket'),
    deleted('aws_athena_named_query'),
  ]);
  expect(
    await messagesOf(noStatefulDeletion, plan, {
      exceptTypes: ['aws_s3_bucket'],
      alsoTypes: ['aws_athena_named_query'],
    }),
  ).toEqual([expect.stringContaining('aws_athena_named_query')]);
});

it.each([
  [{}, 'soft'],
  [{ destroyAtMost: 'hard' }, 'hard'],
])(
  'counts less where the whole stack is destroyed: %j',
  async (options, atMost) => {
    const resources = [deleted('aws_s3_bucket')];
    const [whole] = await noStatefulDeletion.read(options)(
      planned(resources, { run: { operation: 'destroy' } }),
    );
    expect(whole.atMost).toBe(atMost);
    const [part] = await noStatefulDeletion.read(options)(planned(resources));
    expect(part.atMost).toBeUndefined();
  },
);
