// SPDX-License-Identifier: Apache-2.0
import {
  UNKNOWN,
  accounts,
  created,
  messagesOf,
  planned,
  updated,
} from '../__testUtils__/plans';
import { createAllowedRegions } from './allowedRegions';

const allowedRegions = createAllowedRegions(accounts);

it.each([
  [
    'a subnet of the Region',
    created('aws_subnet', { availability_zone: 'eu-west-1a' }),
  ],
  ['a Region that is not known', created('aws_s3_bucket', { region: UNKNOWN })],
  [
    'what has no Region',
    updated('aws_iam_role', {}, { physicalId: 'arn:aws:iam::1:role/orders' }),
  ],
  [
    'the Region of a peer',
    created('aws_vpc_peering_connection', { peer_region: 'us-west-2' }),
  ],
  [
    'the second Region of the account',
    { ...created('aws_s3_bucket', {}), region: 'eu-central-1' },
  ],
])('accepts %s', async (_, resource) => {
  expect(await messagesOf(allowedRegions, planned([resource]))).toEqual([]);
});

const may = 'the account may use eu-west-1, eu-central-1';

it.each([
  [
    { ...created('aws_s3_bucket', {}), region: 'us-east-1' },
    `aws_s3_bucket.this: It is made in us-east-1; ${may}`,
  ],
  [
    created('aws_ebs_volume', { availability_zone: 'us-west-2b' }),
    `aws_ebs_volume.this: It is made in us-west-2; ${may}`,
  ],
  [
    created('aws_dynamodb_table', {
      'replica.0.region_name': 'ap-south-1',
      'replica.1.region_name': 'eu-central-1',
    }),
    `aws_dynamodb_table.this: It is made in ap-south-1; ${may}`,
  ],
  [
    created('AWS::SecretsManager::Secret', {
      'ReplicaRegions.0.Region': 'us-east-1',
    }),
    `This: It is made in us-east-1; ${may}`,
  ],
  [
    updated(
      'aws_sns_topic',
      { display_name: { after: 'Orders' } },
      { physicalId: 'arn:aws:sns:sa-east-1:111111111111:orders' },
    ),
    `aws_sns_topic.this: It is made in sa-east-1; ${may}`,
  ],
])('objects to %#', async (resource, message) => {
  expect(await messagesOf(allowedRegions, planned([resource]))).toEqual([
    message,
  ]);
});

it('manages what is global from us-east-1, and allows Regions of the configuration', async () => {
  const resource = {
    ...created('aws_acm_certificate', {}),
    region: 'us-east-1',
  };
  const target = {
    accountId: '111111111111',
    region: 'global',
    environment: 'production' as const,
  };
  expect(
    await messagesOf(allowedRegions, planned([resource], { run: { target } })),
  ).toEqual([]);
  expect(
    await messagesOf(allowedRegions, planned([resource]), {
      also: ['us-east-1'],
    }),
  ).toEqual([]);
});

it('allows nothing in an account that is not configured any more', async () => {
  const target = {
    accountId: '999999999999',
    region: 'eu-west-1',
    environment: 'production' as const,
  };
  expect(
    await messagesOf(
      allowedRegions,
      planned([created('aws_subnet', { availability_zone: 'eu-west-1a' })], {
        run: { target },
      }),
    ),
  ).toHaveLength(1);
});
