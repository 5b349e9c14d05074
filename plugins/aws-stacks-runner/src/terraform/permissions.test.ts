// SPDX-License-Identifier: Apache-2.0
import { planJsonSchema } from './planJson';
import { terraformPermissionChange } from './permissions';

interface Planned {
  type: string;
  before?: object | null;
  after?: object | null;
  unknown?: object;
  /** What the configuration sets. */
  written?: string[];
  mode?: string;
}

const planOf = (...resources: Planned[]) =>
  planJsonSchema.parse({
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: resources.map((resource, index) => ({
      address: `module.app["a.b"].${resource.type}.r${index}[0]`,
      mode: resource.mode ?? 'managed',
      type: resource.type,
      change: {
        actions: ['update'],
        before: resource.before ?? null,
        after: resource.after ?? null,
        after_unknown: resource.unknown ?? {},
      },
    })),
    configuration: {
      root_module: {
        module_calls: {
          app: {
            source: './app',
            module: {
              resources: resources.map(({ type, written = [] }, index) => ({
                address: `${type}.r${index}`,
                expressions: Object.fromEntries(
                  written.map(name => [name, {}]),
                ),
              })),
            },
          },
        },
      },
    },
  });

const policy = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const READ = {
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:ListBucket'],
  Resource: 'arn:aws:s3:::orders/*',
};
const DENY = { Effect: 'Deny', Action: 's3:*', Resource: '*' };

const ROLE_POLICY = 'aws_iam_role_policy';
const ATTACHMENT = { role: 'app', policy_arn: 'arn:aws:iam::aws:policy/Read' };

it.each<[string, Planned]>([
  ['a new policy', { type: 'aws_iam_policy', after: { policy: policy(READ) } }],
  [
    'an action more',
    {
      type: ROLE_POLICY,
      before: { policy: policy(READ) },
      after: { policy: policy({ ...READ, Action: 's3:*' }) },
    },
  ],
  [
    'a resource more in a bucket policy',
    {
      type: 'aws_s3_bucket_policy',
      before: { policy: policy(READ) },
      after: { policy: policy({ ...READ, Resource: '*' }) },
    },
  ],
  [
    'somebody else who may assume a role',
    {
      type: 'aws_iam_role',
      before: {
        assume_role_policy: policy({
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'ec2.amazonaws.com' },
        }),
      },
      after: {
        assume_role_policy: policy({
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: '*' },
        }),
      },
    },
  ],
  [
    'an attachment',
    { type: 'aws_iam_role_policy_attachment', after: ATTACHMENT },
  ],
  [
    'another managed policy',
    {
      type: 'aws_iam_role',
      before: { managed_policy_arns: ['a'] },
      after: { managed_policy_arns: ['a', 'b'] },
    },
  ],
  [
    'a permission to call a function',
    { type: 'aws_lambda_permission', after: { principal: '*' } },
  ],
  [
    'a denial that is gone',
    {
      type: ROLE_POLICY,
      before: { policy: policy(READ, DENY) },
      after: { policy: policy(READ) },
    },
  ],
  [
    'a lost boundary',
    {
      type: 'aws_iam_user',
      before: { permissions_boundary: 'arn:aws:iam::1:policy/bound' },
      after: { permissions_boundary: '' },
    },
  ],
  [
    'a wider opening of a network',
    {
      type: 'aws_security_group',
      before: { ingress: [{ cidr_blocks: ['10.0.0.0/8'], from_port: 443 }] },
      after: { ingress: [{ cidr_blocks: ['0.0.0.0/0'], from_port: 443 }] },
    },
  ],
  [
    'a policy that is not known yet',
    {
      type: 'aws_sqs_queue_policy',
      before: { policy: policy(READ) },
      after: {},
      unknown: { policy: true },
      written: ['policy'],
    },
  ],
  [
    'a policy in a block that is not known yet',
    {
      type: 'aws_iam_role',
      after: { inline_policy: [{ name: 'a' }] },
      unknown: { inline_policy: [{ policy: true }] },
    },
  ],
])('%s broadens', (_name, resource) => {
  expect(terraformPermissionChange(planOf(resource))).toBe('broadening');
});

it.each<[string, Planned]>([
  [
    'an action less',
    {
      type: ROLE_POLICY,
      before: { policy: policy(READ) },
      after: { policy: policy({ ...READ, Action: 's3:GetObject' }) },
    },
  ],
  [
    'an attachment less',
    { type: 'aws_iam_role_policy_attachment', before: ATTACHMENT },
  ],
  [
    'a denial more',
    {
      type: ROLE_POLICY,
      before: { policy: policy(READ) },
      after: { policy: policy(READ, DENY) },
    },
  ],
  [
    'a boundary where there was none',
    {
      type: 'aws_iam_user',
      before: { permissions_boundary: null },
      after: { permissions_boundary: 'arn:aws:iam::1:policy/bound' },
    },
  ],
])('%s does not broaden', (_name, resource) => {
  expect(terraformPermissionChange(planOf(resource))).toBe('non-broadening');
});

it.each<[string, Planned]>([
  [
    'a bucket whose policy nobody has written',
    {
      type: 'aws_s3_bucket',
      after: { bucket: 'orders' },
      unknown: { policy: true, arn: true },
      written: ['bucket'],
    },
  ],
  [
    'tags of an attachment of a rule',
    {
      type: 'aws_vpc_security_group_ingress_rule',
      before: { cidr_ipv4: '10.0.0.0/8', tags: { a: '1' } },
      after: { cidr_ipv4: '10.0.0.0/8', tags: { a: '2' } },
    },
  ],
  [
    'the same policy',
    {
      type: ROLE_POLICY,
      before: { policy: policy(READ) },
      after: { policy: policy(READ) },
    },
  ],
  [
    'a policy document that is only read',
    {
      type: 'aws_iam_policy_document',
      mode: 'data',
      after: {},
      unknown: { policy_json: true },
      written: ['policy_json'],
    },
  ],
])('%s changes no permission', (_name, resource) => {
  expect(terraformPermissionChange(planOf(resource))).toBe('none');
});

it('takes a resource that the configuration does not show for one that writes its policy', () => {
  const plan = planOf({
    type: 'aws_s3_bucket',
    after: {},
    unknown: { policy: true },
  });
  plan.configuration.root_module = {};
  expect(terraformPermissionChange(plan)).toBe('broadening');
});
