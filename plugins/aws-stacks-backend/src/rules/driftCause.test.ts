// SPDX-License-Identifier: Apache-2.0
import type { ResourceChange } from '@groundwork/backstage-plugin-groundwork-common';
import type { TrailEvent } from '../sources/CloudTrailSource';
import { causeOf, isEngineCall, trailNames } from './driftCause';

const change: ResourceChange = {
  address: 'aws_s3_bucket_versioning.this',
  type: 'aws_s3_bucket_versioning',
  name: 'this',
  action: 'update',
  attributes: [
    {
      path: 'versioning_configuration.0.status',
      unknown: false,
      sensitive: false,
      forcesReplacement: false,
    },
  ],
};

const event = (name: string, minute: number): TrailEvent => ({
  id: name,
  name,
  service: 's3',
  at: new Date(Date.UTC(2026, 0, 1, 0, minute)),
  principal: 'arn:aws:iam::111111111111:user/mallory',
});

describe('causeOf', () => {
  it('is the last call about what has drifted, else the last call, else nothing', () => {
    const events = [
      event('PutBucketTagging', 9),
      event('PutBucketVersioning', 5),
      event('PutBucketVersioning', 3),
    ];
    expect(causeOf(change, events)).toEqual({
      principal: 'arn:aws:iam::111111111111:user/mallory',
      action: 's3:PutBucketVersioning',
      at: '2026-01-01T00:05:00.000Z',
      eventId: 'PutBucketVersioning',
    });
    const others = [event('PutFoo', 1), event('PutBar', 2)];
    expect(causeOf(change, others)?.action).toBe('s3:PutBar');
    expect(causeOf(change, [])).toBeUndefined();
  });
});

describe('isEngineCall', () => {
  const by = (session: string) => ({
    ...event('PutBucketVersioning', 1),
    principal: `arn:aws:sts::111111111111:assumed-role/${session}`,
  });
  const roles = ['arn:aws:iam::111111111111:role/groundwork-apply', undefined];

  it('knows a run by its session and by a role of the account, and nobody by one alone', () => {
    const run = 'groundwork-01K00000000000000000000000';
    expect(isEngineCall(by(`groundwork-apply/${run}`), roles)).toBe(true);
    expect(isEngineCall(by(`Admin/${run}`), roles)).toBe(false);
    expect(isEngineCall(by('groundwork-apply/mallory'), roles)).toBe(false);
    expect(isEngineCall(by(`groundwork-apply/${run}`), [])).toBe(false);
  });
});

describe('trailNames', () => {
  it.each([
    [undefined, []],
    ['orders-data', ['orders-data']],
    [
      'arn:aws:kms:eu-west-1:111111111111:key/1234',
      ['arn:aws:kms:eu-west-1:111111111111:key/1234', '1234'],
    ],
    ['arn:aws:s3:::orders', ['arn:aws:s3:::orders', 'orders']],
  ])('of %s', (physicalId, names) => {
    expect(trailNames({ ...change, physicalId })).toEqual(names);
  });
});
