// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import type { Template } from './assembly';
import { type Statement, covers, describeStatement } from './statement';
import { isRecord, renderValue } from './templateValue';

/** Something in a template that lets somebody do something, or forbids it. */
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
]);

/** Lists of which each member is a permission or an opening. */
const LISTED = new Map([
  ['CustomerManagedPolicyReferences', 'managed policy'],
  ['ManagedPolicies', 'managed policy'],
  ['ManagedPolicyArns', 'managed policy'],
  ['SecurityGroupEgress', 'network rule'],
  ['SecurityGroupIngress', 'network rule'],
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

function allGrants(template: Template): Grant[] {
  const { Resources: resources } = template;
  if (!isRecord(resources)) return [];
  return Object.entries(resources).flatMap(([address, resource]): Grant[] => {
    if (!isRecord(resource)) return [];
    const { Type: type, Properties: value } = resource;
    const what = typeof type === 'string' ? WHOLE.get(type) : undefined;
    return what === undefined
      ? grantsIn(address, value)
      : [{ kind: 'other', address, what, value }];
  });
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

function boundaryOf(template: Template, address: string): unknown {
  const { Resources: resources } = template;
  const resource = isRecord(resources) ? resources[address] : undefined;
  const properties = isRecord(resource) ? resource.Properties : undefined;
  return isRecord(properties) ? properties.PermissionsBoundary : undefined;
}

/** Roles and users that keep their name and lose the bound on what they may be given. */
function lostBoundaries(before: Template, after: Template): string[] {
  if (!isRecord(after.Resources)) return [];
  return Object.keys(after.Resources).flatMap(address => {
    const old = boundaryOf(before, address);
    return old === undefined ||
      isDeepStrictEqual(old, boundaryOf(after, address))
      ? []
      : [`- ${address}: permissions boundary ${renderValue(old)}`];
  });
}

/** What a plan lets somebody do that nobody could do before, one line each. */
export function broadenedPermissions(
  before: Template,
  after: Template,
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
