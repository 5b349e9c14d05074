// SPDX-License-Identifier: Apache-2.0
import { refuseProtected } from './destroy';
import { planJsonSchema } from './planJson';

const planOf = (before: Record<string, unknown>) =>
  planJsonSchema.parse({
    format_version: '1.2',
    terraform_version: '1.11.4',
    configuration: {},
    resource_changes: [
      {
        address: 'aws_dynamodb_table.this',
        change: { actions: ['delete'], before },
      },
    ],
  });

it.each([
  [{ deletion_protection_enabled: true }, 'deletion_protection_enabled'],
  [{ deletion_protection: 'ACTIVE' }, 'deletion_protection'],
  [{ disable_api_termination: true }, 'disable_api_termination'],
  [{ enable_deletion_protection: true }, 'enable_deletion_protection'],
])('refuses what AWS would refuse half way: %j', (before, name) => {
  expect(() => refuseProtected(planOf(before))).toThrow(
    `AWS would refuse to delete aws_dynamodb_table.this (${name}): deletion protection is on`,
  );
});

it.each([
  [{ deletion_protection_enabled: false }],
  [{ deletion_protection: 'INACTIVE' }],
  [{}],
])('lets go what is not protected: %j', before => {
  expect(() => refuseProtected(planOf(before))).not.toThrow();
});
