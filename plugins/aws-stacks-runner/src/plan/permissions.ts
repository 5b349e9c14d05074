// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import type { PlanDiff } from '@groundwork/backstage-plugin-groundwork-common';
import { isRecord, renderValue } from './templateValue';
import { type Statement, covers, describeStatement } from './statement';

/** Resources by their address, each with its `Type` and `Properties`: a template of CloudFormation is one. */
export interface PlannedResources {
  Resources?: unknown;
}

/** Something in a resource that lets somebody do something, or forbids it. */
type Grant =
  | { kind: 'statement'; address: string; statement: Statement }
  | { kind: 'other'; address: string; what: string; value: unknown };

/** Resources that are a permission or an opening as a whole. */
const WHOLE = new Map([
  ['AWS::EC2::SecurityGroupEgress', 'network rule'],
  ['AWS::EC2::SecurityGroupIngress', 'network rule'],
  ['AWS::EKS::AccessEntry', 'cluster access'],
  ['AWS::IAM::UserToGroupAddition', 'group membership'],
  ['AWS::LakeFormation::Permissions', 'data permission'],
  ['AWS::LakeFormation::PrincipalPermissions', 'data permission'],
  ['AWS::Lambda::LayerVersionPermission', 'permission'],
  ['AWS::Lambda::Permission', 'permission'],
  ['AWS::RAM::ResourceShare', 'share'],
  ['AWS::SSO::Assignment', 'assignment'],
  ['aws_eks_access_entry', 'cluster access'],
  ['aws_eks_access_policy_association', 'cluster access'],
  ['aws_iam_group_membership', 'group membership'],
  ['aws_iam_group_policy_attachment', 'managed policy'],
  ['aws_iam_policy_attachment', 'managed policy'],
  ['aws_iam_role_policy_attachment', 'managed policy'],
  ['aws_iam_user_group_membership', 'group membership'],
  ['aws_iam_user_policy_attachment', 'managed policy'],
  ['aws_kms_grant', 'grant'],
  ['aws_lakeformation_permissions', 'data permission'],
  ['aws_lambda_layer_version_permission', 'permission'],
  ['aws_lambda_permission', 'permission'],
  ['aws_ram_principal_association', 'share'],
  ['aws_ram_resource_association', 'share'],
  ['aws_security_group_rule', 'network rule'],
  ['aws_ssoadmin_account_assignment', 'assignment'],
  ['aws_ssoadmin_customer_managed_policy_attachment', 'managed policy'],
  ['aws_ssoadmin_managed_policy_attachment', 'managed policy'],
  ['aws_vpc_security_group_egress_rule', 'network rule'],
  ['aws_vpc_security_group_ingress_rule', 'network rule'],
]);

/** What of such a resource lets nobody do anything. */
const WITHOUT_EFFECT = ['arn', 'description', 'id', 'Tags', 'tags', 'tags_all'];

/** Lists of which each member is a permission or an opening. */
const LISTED = new Map([
  ['CustomerManagedPolicyReferences', 'managed policy'],
  ['ManagedPolicies', 'managed policy'],
  ['ManagedPolicyArns', 'managed policy'],
  ['SecurityGroupEgress', 'network rule'],
  ['SecurityGroupIngress', 'network rule'],
  ['egress', 'network rule'],
  ['ingress', 'network rule'],
  ['managed_policy_arns', 'managed policy'],
]);

function isStatement(value: Record<string, unknown>): value is Statement {
  return (
    (value.Effect === 'Allow' || value.Effect === 'Deny') &&
    ('Action' in value || 'NotAction' in value)
  );
}

/** Some policies are written as text. */
function parsed(text: string): unknown {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function grantsIn(address: string, value: unknown): Grant[] {
  if (typeof value === 'string') {
    const policy = parsed(value);
    return policy === undefined ? [] : grantsIn(address, policy);
  }
  if (Array.isArray(value)) {
    return value.flatMap(item => grantsIn(address, item));
  }
  if (!isRecord(value)) return [];
  if (isStatement(value)) {
    return [{ kind: 'statement', address, statement: value }];
  }
  return Object.entries(value).flatMap(([key, item]) => {
    const what = LISTED.get(key);
    if (what === undefined) return grantsIn(address, item);
    const members = Array.isArray(item) ? item : [item];
    return members.map(
      member => ({ kind: 'other', address, what, value: member } as const),
    );
  });
}

/** The part of a resource that is a permission. */
function effectOf(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => !WITHOUT_EFFECT.includes(key)),
  );
}

function allGrants(planned: PlannedResources): Grant[] {
  const { Resources: resources } = planned;
  if (!isRecord(resources)) return [];
  return Object.entries(resources).flatMap(([address, resource]): Grant[] => {
    if (!isRecord(resource)) return [];
    const { Type: type, Properties: value } = resource;
    const what = typeof type === 'string' ? WHOLE.get(type) : undefined;
    return what === undefined
      ? grantsIn(address, value)
      : wholeGrant(address, what, value);
  });
}

function wholeGrant(address: string, what: string, value: unknown): Grant[] {
  if (value === undefined || value === null) return [];
  return [{ kind: 'other', address, what, value: effectOf(value) }];
}

/** Whether one of the grants allows, or forbids, at least as much. */
function isCovered(grant: Grant, by: readonly Grant[]): boolean {
  return by.some(other => {
    if (other.address !== grant.address) return false;
    if (grant.kind === 'statement') {
      return (
        other.kind === 'statement' && covers(other.statement, grant.statement)
      );
    }
    return (
      other.kind === 'other' &&
      other.what === grant.what &&
      isDeepStrictEqual(other.value, grant.value)
    );
  });
}

const isDenial = (grant: Grant) =>
  grant.kind === 'statement' && grant.statement.Effect === 'Deny';

function describe(sign: string, grant: Grant): string {
  return grant.kind === 'statement'
    ? `${sign} ${grant.address}: ${describeStatement(grant.statement)}`
    : `${sign} ${grant.address}: ${grant.what} ${renderValue(grant.value)}`;
}

/** The bound of a role or user; `undefined` when it has none, or is none. */
function boundaryOf(planned: PlannedResources, address: string): unknown {
  const { Resources: resources } = planned;
  const resource = isRecord(resources) ? resources[address] : undefined;
  const properties = isRecord(resource) ? resource.Properties : undefined;
  if (!isRecord(properties)) return undefined;
  const { PermissionsBoundary, permissions_boundary: boundary } = properties;
  return PermissionsBoundary ?? (boundary || undefined);
}

function allBoundaries(planned: PlannedResources): [string, unknown][] {
  if (!isRecord(planned.Resources)) return [];
  return Object.keys(planned.Resources)
    .map((address): [string, unknown] => [
      address,
      boundaryOf(planned, address),
    ])
    .filter(([, boundary]) => boundary !== undefined);
}

/** Roles and users that keep their name and lose the bound on what they may be given. */
function lostBoundaries(
  before: PlannedResources,
  after: PlannedResources,
): string[] {
  const kept = isRecord(after.Resources) ? after.Resources : {};
  return allBoundaries(before).flatMap(([address, old]) =>
    !(address in kept) || isDeepStrictEqual(old, boundaryOf(after, address))
      ? []
      : [`- ${address}: permissions boundary ${renderValue(old)}`],
  );
}

/** What a plan lets somebody do that nobody could do before, one line each. */
export function broadenedPermissions(
  before: PlannedResources,
  after: PlannedResources,
): string[] {
  const old = allGrants(before);
  const next = allGrants(after);
  const added = next.filter(
    grant => !isDenial(grant) && !isCovered(grant, old),
  );
  const lifted = old.filter(
    grant => isDenial(grant) && !isCovered(grant, next),
  );
  return [
    ...added.map(grant => describe('+', grant)),
    ...lifted.map(grant => describe('-', grant)),
    ...lostBoundaries(before, after),
  ];
}

/** Whether somebody may do more after the change, or reach more, than before. */
export function permissionChangeOf(
  before: PlannedResources,
  after: PlannedResources,
): NonNullable<PlanDiff['permissionChange']> {
  if (broadenedPermissions(before, after).length > 0) return 'broadening';
  const same =
    isDeepStrictEqual(allGrants(before), allGrants(after)) &&
    isDeepStrictEqual(allBoundaries(before), allBoundaries(after));
  return same ? 'none' : 'non-broadening';
}
