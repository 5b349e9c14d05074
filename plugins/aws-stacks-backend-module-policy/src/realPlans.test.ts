// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planDiffSchema } from '@groundwork/backstage-plugin-groundwork-common';
import { accounts, planned } from './__testUtils__/plans';
import { createRules } from './rules';

/** A plan as the runner has made it. */
function read(name: string) {
  const file = join(__dirname, '__fixtures__', `${name}.json`);
  const plan = planDiffSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return planned([], {
    plan,
    run: {
      engine: plan.engine,
      target: {
        accountId: '111111111111',
        region: 'eu-west-1',
        environment: 'development',
      },
      entityRef: 'resource:default/kms-orders-development',
      owner: 'group:default/platform',
    },
  });
}

/** What all rules object to, as `address: level at most`, by rule. */
async function objectionsTo(name: string) {
  const rules = createRules({
    accounts,
    quotas: {
      read: async quota => ({ value: quota.defaultValue, source: 'AWS' }),
    },
    usage: { count: async () => ({ kind: 'known', count: 0 }) },
  });
  const plan = read(name);
  const found = await Promise.all(
    rules.map(async rule => {
      const objections = await rule.read({})(plan);
      return [
        rule.id,
        objections.map(({ address = 'plan', atMost }) =>
          atMost ? `${address} ${atMost}` : address,
        ),
      ] as const;
    }),
  );
  return Object.fromEntries(found.filter(([, all]) => all.length > 0));
}

it.each(['terraform-kms', 'terraform-data-lake', 'cdk-kms'])(
  'objects to nothing in the layer of %s',
  async name => {
    expect(await objectionsTo(name)).toEqual({});
  },
);

it('finds all that is wrong in a source with everything open', async () => {
  const { 'required-tags': untagged, ...others } = await objectionsTo(
    'terraform-open',
  );
  expect(untagged).toHaveLength(20);
  expect(others).toEqual({
    'no-public-ingress': [
      'aws_db_instance.this',
      'aws_s3_bucket_acl.this',
      'aws_s3_bucket_policy.known',
      'aws_s3_bucket_policy.unknown advisory',
      'aws_s3_bucket_public_access_block.this',
      'aws_security_group.inline',
      'aws_security_group_rule.in',
      'aws_vpc_security_group_ingress_rule.in',
      'aws_vpc_security_group_ingress_rule.unknown',
    ],
    'encryption-at-rest': [
      'aws_db_instance.this',
      'aws_ebs_volume.this',
      'aws_instance.this',
      'aws_rds_cluster.this',
      'aws_sns_topic.this',
    ],
    'no-wildcard-iam': [
      'aws_iam_policy.all',
      'aws_iam_role.this',
      'aws_iam_role_policy.unknown soft',
      'aws_iam_role_policy_attachment.admin',
    ],
    'allowed-regions': ['aws_ebs_volume.this', 'aws_s3_bucket.replica'],
    'service-quotas': ['plan'],
  });
});
