// SPDX-License-Identifier: Apache-2.0
import recorded from './__fixtures__/plan.json';
import { planJsonSchema } from './planJson';
import { providerRegion } from './providerRegion';

const plan = planJsonSchema.parse({
  ...recorded,
  configuration: {
    provider_config: {
      aws: { expressions: { region: { references: ['local.region'] } } },
      'aws.replica': {
        alias: 'replica',
        expressions: { region: { constant_value: 'us-east-1' } },
      },
      'aws.chosen': {
        expressions: { region: { references: ['var.replica_region'] } },
      },
    },
    root_module: {
      resources: [
        { address: 'aws_s3_bucket.here', provider_config_key: 'aws' },
        { address: 'aws_s3_bucket.there', provider_config_key: 'aws.replica' },
        { address: 'aws_s3_bucket.chosen', provider_config_key: 'aws.chosen' },
      ],
      module_calls: {
        lake: {
          source: './lake',
          module: {
            resources: [
              {
                address: 'aws_s3_bucket.this',
                provider_config_key: 'aws.replica',
              },
            ],
          },
        },
      },
    },
  },
});

it.each([
  ['aws_s3_bucket.here', undefined],
  ['aws_s3_bucket.there', 'us-east-1'],
  ['aws_s3_bucket.there[0]', 'us-east-1'],
  ['module.lake["a.b"].aws_s3_bucket.this', 'us-east-1'],
  ['aws_s3_bucket.chosen', 'eu-north-1'],
  ['aws_s3_bucket.nowhere', undefined],
  ['module.other.aws_s3_bucket.this', undefined],
])('knows where %s is made', (address, region) => {
  expect(providerRegion(plan, address, { replica_region: 'eu-north-1' })).toBe(
    region,
  );
});

it('takes what is no Region for none', () => {
  expect(
    providerRegion(plan, 'aws_s3_bucket.chosen', { replica_region: 'moon' }),
  ).toBeUndefined();
});
