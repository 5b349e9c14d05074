// SPDX-License-Identifier: Apache-2.0
import {
  MASKED,
  UNKNOWN,
  created,
  messagesOf,
  planned,
  updated,
} from '../__testUtils__/plans';
import { noPublicIngress } from './noPublicIngress';

const policy = (statement: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::orders/*',
        ...statement,
      },
    ],
  });

it.each([
  [
    'a group that lets a network in',
    created('aws_security_group', {
      'ingress.0.cidr_blocks': ['10.0.0.0/16'],
      'ingress.0.from_port': 443,
      'egress.0.cidr_blocks': ['0.0.0.0/0'],
    }),
  ],
  [
    'a group without rules of its own',
    created('aws_security_group', { ingress: UNKNOWN, egress: UNKNOWN }),
  ],
  [
    'a rule that lets out',
    created('aws_security_group_rule', {
      type: 'egress',
      cidr_blocks: ['0.0.0.0/0'],
    }),
  ],
  [
    'an outbound rule',
    created('aws_vpc_security_group_egress_rule', { cidr_ipv4: '0.0.0.0/0' }),
  ],
  [
    'the block of its own VPC',
    created('AWS::EC2::SecurityGroupIngress', {
      CidrIp: { 'Fn::GetAtt': ['Vpc', 'CidrBlock'] },
    }),
  ],
  [
    'a denial',
    created('aws_s3_bucket_policy', { policy: policy({ Effect: 'Deny' }) }),
  ],
  [
    'an organization',
    created('aws_s3_bucket_policy', {
      policy: policy({
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      }),
    }),
  ],
  [
    'a private database',
    created('aws_db_instance', { publicly_accessible: false }),
  ],
  [
    'a closed bucket',
    created('aws_s3_bucket_public_access_block', {
      block_public_acls: true,
      restrict_public_buckets: true,
    }),
  ],
])('accepts %s', async (_, resource) => {
  expect(await messagesOf(noPublicIngress, planned([resource]))).toEqual([]);
});

it.each([
  [
    created('aws_security_group', {
      'ingress.0.cidr_blocks': ['10.0.0.0/8', '0.0.0.0/0'],
      'ingress.1.ipv6_cidr_blocks': ['::/0'],
    }),
    'aws_security_group.this: It lets the internet in (0.0.0.0/0, ::/0)',
  ],
  [
    created('aws_vpc_security_group_ingress_rule', { cidr_ipv4: '0.0.0.0/1' }),
    'aws_vpc_security_group_ingress_rule.this: It lets the internet in (0.0.0.0/1)',
  ],
  [
    created('aws_security_group_rule', {
      type: 'ingress',
      cidr_blocks: ['0.0.0.0/0'],
    }),
    'aws_security_group_rule.this: It lets the internet in (0.0.0.0/0)',
  ],
  [
    updated('aws_security_group_rule', {
      cidr_blocks: { before: ['10.0.0.0/8'], after: ['0.0.0.0/0'] },
    }),
    'aws_security_group_rule.this: It lets the internet in (0.0.0.0/0); the plan does not show whether it is of type ingress, so it is taken for that',
  ],
  [
    created('aws_security_group', {
      'ingress.0.cidr_blocks': UNKNOWN,
      'ingress.0.from_port': 22,
    }),
    'aws_security_group.this: Whom it lets in is only known after apply (ingress.0.cidr_blocks), so it could not be checked',
  ],
  [
    created('AWS::EC2::SecurityGroup', {
      'SecurityGroupIngress.0.CidrIp': '0.0.0.0/0',
      'SecurityGroupIngress.0.FromPort': 443,
    }),
    'This: It lets the internet in (0.0.0.0/0)',
  ],
  [
    created('AWS::EC2::SecurityGroupIngress', { CidrIp: { Ref: 'Parameter' } }),
    'This: Whom it lets in is only known after apply (CidrIp), so it could not be checked',
  ],
  [
    created('aws_s3_bucket_acl', { acl: 'public-read' }),
    'aws_s3_bucket_acl.this: Its ACL (public-read) makes the bucket public',
  ],
  [
    created('aws_s3_bucket_acl', {
      'access_control_policy.0.grant.1.grantee.0.uri':
        'http://acs.amazonaws.com/groups/global/AllUsers',
    }),
    'aws_s3_bucket_acl.this: Its ACL (http://acs.amazonaws.com/groups/global/AllUsers) makes the bucket public',
  ],
  [
    updated('aws_s3_bucket_public_access_block', {
      block_public_policy: { before: true, after: false },
    }),
    'aws_s3_bucket_public_access_block.this: The block of public access is off in part: block_public_policy',
  ],
  [
    created('aws_s3_bucket_policy', { policy: policy({}) }),
    'aws_s3_bucket_policy.this: Its policy allows everybody (Principal *) without a condition that names callers',
  ],
  [
    created('aws_s3_bucket_policy', {
      policy: policy({
        Principal: { AWS: ['*'] },
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      }),
    }),
    'aws_s3_bucket_policy.this: Its policy allows everybody (Principal *) without a condition that names callers',
  ],
  [
    created('aws_s3_bucket_policy', {
      policy: policy({
        Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
      }),
    }),
    'aws_s3_bucket_policy.this: Its policy allows everybody (Principal *) without a condition that names callers',
  ],
  [
    created('aws_s3_bucket_policy', { policy: UNKNOWN }),
    'aws_s3_bucket_policy.this: Whether its policy is public could not be checked: it is only known after apply',
  ],
  [
    created('AWS::S3::BucketPolicy', {
      'PolicyDocument.Statement.0.Effect': 'Allow',
      'PolicyDocument.Statement.0.Principal': '*',
      'PolicyDocument.Statement.0.Resource': {
        'Fn::GetAtt': ['Bucket', 'Arn'],
      },
    }),
    'This: Its policy allows everybody (Principal *) without a condition that names callers',
  ],
  [
    created('AWS::S3::Bucket', { AccessControl: 'PublicRead' }),
    'This: Its ACL (PublicRead) makes the bucket public',
  ],
  [
    created('aws_db_instance', { publicly_accessible: true }),
    'aws_db_instance.this: It can be reached from the internet',
  ],
  [
    created('AWS::RDS::DBInstance', { PubliclyAccessible: { Ref: 'P' } }),
    'This: Whether it can be reached from the internet is not known before apply (PubliclyAccessible)',
  ],
  [
    created('AWS::RDS::DBInstance', { PubliclyAccessible: MASKED }),
    'This: Whether it can be reached from the internet is not known before apply (PubliclyAccessible)',
  ],
])('objects to %#', async (resource, message) => {
  expect(await messagesOf(noPublicIngress, planned([resource]))).toEqual([
    message,
  ]);
});

it('lets layers of the edge be open, but not their buckets', async () => {
  const plan = planned(
    [
      created('aws_vpc_security_group_ingress_rule', {
        cidr_ipv4: '0.0.0.0/0',
      }),
      created('aws_s3_bucket_acl', { acl: 'public-read-write' }),
    ],
    { run: { layer: 'cloudfront' } },
  );
  expect(await messagesOf(noPublicIngress, plan)).toEqual([
    'aws_s3_bucket_acl.this: Its ACL (public-read-write) makes the bucket public',
  ]);
  expect(
    await messagesOf(noPublicIngress, plan, { edgeLayers: [] }),
  ).toHaveLength(2);
});

it('does not stop a run for a bucket policy that is not known yet', async () => {
  const [objection] = await noPublicIngress.read({})(
    planned([created('aws_s3_bucket_policy', { policy: UNKNOWN })]),
  );
  expect(objection.atMost).toBe('advisory');
});
