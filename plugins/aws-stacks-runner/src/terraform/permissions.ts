// SPDX-License-Identifier: Apache-2.0
import type { PlanDiff } from '@groundwork/backstage-plugin-groundwork-common';
import type { JsonValue } from '@backstage/types';
import { permissionChangeOf } from '../plan/permissions';
import type { ConfiguredModule, PlanJson, PlannedResource } from './planJson';

/** Attributes that hold policies, the way the provider names them. */
const HOLDS_POLICY = /(^|_)polic(y|ies|y_document|y_json|y_text)$/;

/** Attributes with which nothing can be said of a permission when they are not known. */
const HOLDS_GRANT: readonly string[] = [
  'egress',
  'ingress',
  'managed_policy_arns',
  'permissions_boundary',
];

/** The indexes of `count` and `for_each`, which the configuration does not know. */
const INDEX = /\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g;

/** Whether somebody may do more after the apply than before. What is not known yet counts as more. */
export function terraformPermissionChange(
  plan: PlanJson,
): NonNullable<PlanDiff['permissionChange']> {
  const managed = plan.resource_changes.filter(
    ({ mode }) => mode === 'managed',
  );
  const written = writtenAttributes(plan.configuration.root_module);
  const isUnknown = managed.some(resource =>
    hasUnknownGrant(resource, written.get(resource.address.replace(INDEX, ''))),
  );
  return isUnknown
    ? 'broadening'
    : permissionChangeOf(side(managed, 'before'), side(managed, 'after'));
}

function side(resources: PlannedResource[], when: 'before' | 'after') {
  return {
    Resources: Object.fromEntries(
      resources.flatMap(({ address, type, change }) =>
        change[when]
          ? [[address, { Type: type, Properties: change[when] }]]
          : [],
      ),
    ),
  };
}

/** What each resource of the configuration sets, by its address without indexes. */
function writtenAttributes(
  module: ConfiguredModule,
  prefix = '',
): Map<string, ReadonlySet<string>> {
  const own = (module.resources ?? []).map(
    ({ address, expressions }): [string, ReadonlySet<string>] => [
      `${prefix}${address}`,
      new Set(Object.keys(expressions ?? {})),
    ],
  );
  const nested = Object.entries(module.module_calls ?? {}).flatMap(
    ([name, call]) =>
      call.module
        ? [...writtenAttributes(call.module, `${prefix}module.${name}.`)]
        : [],
  );
  return new Map([...own, ...nested]);
}

/**
 * The provider fills in what nobody has written, such as the policy of a bucket that has none: this is unknown, too, and
 * grants nothing. A resource that the configuration does not show is taken to write everything.
 */
function hasUnknownGrant(
  { change }: PlannedResource,
  written: ReadonlySet<string> | undefined,
): boolean {
  return entriesOf(change.after_unknown).some(([name, mark]) =>
    isGrant(name)
      ? hasMark(mark) && (mark !== true || !written || written.has(name))
      : hasNestedGrant(mark),
  );
}

function hasNestedGrant(mark: JsonValue | undefined): boolean {
  return entriesOf(mark).some(([name, nested]) =>
    isGrant(name) ? hasMark(nested) : hasNestedGrant(nested),
  );
}

function isGrant(name: string): boolean {
  return HOLDS_POLICY.test(name) || HOLDS_GRANT.includes(name);
}

function hasMark(mark: JsonValue | undefined): boolean {
  return mark === true || entriesOf(mark).some(([, nested]) => hasMark(nested));
}

function entriesOf(
  value: JsonValue | undefined,
): [string, JsonValue | undefined][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
    : [];
}
