// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@backstage/types';
import { isOpenToAll } from '../../plan/cidr';
import { isObject, listOf, readPolicy } from '../../plan/policyDocument';
import type { ResourceView } from '../../plan/ResourceView';
import type { Objection } from '../Rule';

const PUBLIC_ACLS = [
  'public-read',
  'public-read-write',
  'authenticated-read',
  'PublicRead',
  'PublicReadWrite',
  'AuthenticatedRead',
];
const PUBLIC_GROUPS =
  /^http:\/\/acs\.amazonaws\.com\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

/** Conditions that leave only callers that are known. Others, such as that of encrypted transport, leave everybody. */
const RESTRICTING =
  /^aws:(PrincipalAccount|PrincipalArn|PrincipalOrgID|PrincipalOrgPaths|SourceAccount|SourceArn|SourceOrgID|SourceOrgPaths|SourceOwner|SourceVpc|SourceVpcArn|SourceVpce|userid|username|PrincipalTag\/.+|SourceIp|VpcSourceIp)$/i;
const NEGATED = /^(?:ForAnyValue:|ForAllValues:)?(?:\w*Not\w*|Null)/;

const ACL_PATH =
  /^(acl|AccessControl|access_control_policy\.\d+\.grant\.\d+\.grantee\.\d+\.uri|grant\.\d+\.uri)$/;
const BLOCK_PATH =
  /^(block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets|PublicAccessBlockConfiguration\.\w+)$/;

const POLICY_PATHS: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'policy',
  aws_s3_bucket_policy: 'policy',
  aws_s3_access_point: 'policy',
  'AWS::S3::BucketPolicy': 'PolicyDocument',
  'AWS::S3::AccessPoint': 'Policy',
};

/** AWS fills these in by itself, so that their being unknown says nothing. */
const COMPUTED = ['aws_s3_bucket', 'aws_s3_access_point'];

/** Buckets that everybody can read or write: by ACL, by policy, or because the block of public access is off. */
export function publicBuckets(view: ResourceView): Objection[] {
  const { type } = view.change;
  if (!/^(aws_s3_|AWS::S3::)/.test(type)) return [];
  return [...byAcl(view), ...byBlock(view), ...byPolicy(view)];
}

function byAcl(view: ResourceView): Objection[] {
  const acls = view
    .matching(ACL_PATH)
    .flatMap(({ known }) => (known.kind === 'value' ? [known.value] : []))
    .filter(isPublicAcl);
  if (acls.length === 0) return [];
  return [
    {
      address: view.change.address,
      message: `Its ACL (${acls.join(', ')}) makes the bucket public`,
      fix: 'Take the ACL away, and serve public files through CloudFront with origin access control',
    },
  ];
}

function isPublicAcl(value: JsonValue): value is string {
  return (
    typeof value === 'string' &&
    (PUBLIC_ACLS.includes(value) || PUBLIC_GROUPS.test(value))
  );
}

function byBlock(view: ResourceView): Objection[] {
  const off = view
    .matching(BLOCK_PATH)
    .filter(({ known }) => known.kind === 'value' && !isTrue(known.value))
    .map(({ path }) => path.split('.').pop());
  if (off.length === 0) return [];
  return [
    {
      address: view.change.address,
      message: `The block of public access is off in part: ${off.join(', ')}`,
      fix: 'Set all four settings of the block of public access to true',
    },
  ];
}

function isTrue(value: JsonValue): boolean {
  return value === true || value === 'true';
}

function byPolicy(view: ResourceView): Objection[] {
  const { address, type } = view.change;
  const path = POLICY_PATHS[type];
  if (!path) return [];
  const policy = readPolicy(view, path);
  if (policy.kind === 'none') return [];
  if (policy.kind === 'unreadable') {
    if (COMPUTED.includes(type)) return [];
    return [
      {
        address,
        message: `Whether its policy is public could not be checked: ${policy.because}`,
        fix: 'Write the ARNs in the policy out from the names of the layer, so that the plan shows it',
        atMost: 'advisory',
      },
    ];
  }
  if (!policy.statements.some(isPublic)) return [];
  return [
    {
      address,
      message:
        'Its policy allows everybody (Principal *) without a condition that names callers',
      fix: 'Name the principals, or add a condition such as aws:PrincipalOrgID or aws:SourceVpce',
    },
  ];
}

/** In a changed policy some parts may not be shown; an unseen effect is taken for Allow, an unseen condition for none. */
function isPublic(statement: JsonObject): boolean {
  if (statement.Effect === 'Deny') return false;
  const anyone =
    isEverybody(statement.Principal) || statement.NotPrincipal !== undefined;
  return anyone && !isRestricted(statement.Condition);
}

function isEverybody(principal: JsonValue | undefined): boolean {
  if (principal === '*') return true;
  return isObject(principal) && listOf(principal.AWS).includes('*');
}

function isRestricted(condition: JsonValue | undefined): boolean {
  if (!isObject(condition)) return false;
  return Object.entries(condition).some(
    ([operator, keys]) =>
      !NEGATED.test(operator) &&
      isObject(keys) &&
      Object.entries(keys).some(
        ([key, value]) =>
          RESTRICTING.test(key) &&
          !listOf(value).some(each => each === '*' || isOpenToAll(each)),
      ),
  );
}
