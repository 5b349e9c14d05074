// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import {
  type OutputChange,
  type PlanAction,
  type PlanDiff,
  type PlanNote,
  type ResourceChange,
  type RunImport,
  summarizePlan,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { JsonValue } from '@backstage/types';
import type { Redactor } from '../redact';
import {
  type AttributeRules,
  flattenChange,
  markedValues,
  unchangedSizes,
} from '../plan/attributes';
import type { Diagnostic } from './messages';
import { describeDiagnostic } from './messages';
import { terraformPermissionChange } from './permissions';
import type { PlanJson, PlannedChange, PlannedResource } from './planJson';
import { providerRegion } from './providerRegion';
import type { SensitivePaths } from './sensitivePaths';
import type { LayerInputs } from './setBy';

/** What a plan is told by, besides its own JSON. */
export interface DiffOptions {
  redactor: Redactor;
  sensitivePaths: SensitivePaths;
  engineVersion: string;
  /** Of the layer, by which its source may name the Region of a provider. */
  inputs?: LayerInputs;
  /** `-detailed-exitcode` was 2. */
  hasChanges: boolean;
  diagnostics: readonly Diagnostic[];
  /** What the run was asked to take in. */
  imports?: readonly RunImport[];
}

/** The one action that Terraform's list of actions stands for. */
function toAction({ actions, importing }: PlannedChange): PlanAction {
  const joined = actions.join(',');
  switch (joined) {
    case 'create,delete':
    case 'delete,create':
    case 'create,forget':
      return 'replace';
    case 'create':
    case 'update':
    case 'delete':
    case 'forget':
    case 'read':
      return joined;
    default:
      return importing ? 'import' : 'no-op';
  }
}

/** Whether the resource is there before and after. */
const isTwoSided = ({ before, after }: PlannedChange) =>
  Boolean(before) && Boolean(after);

/** Whether the resource is taken in from outside; its id may only be known after something else was made. */
function importOf(
  { importing }: PlannedChange,
  redactor: Redactor,
): Pick<ResourceChange, 'importId'> {
  if (typeof importing !== 'object' || importing === null) return {};
  const { id } = Array.isArray(importing) ? {} : importing;
  return { importId: typeof id === 'string' ? redactor.text(id) : '' };
}

function physicalId(before: JsonValue | undefined): string | undefined {
  if (typeof before !== 'object' || before === null || Array.isArray(before)) {
    return undefined;
  }
  const id = before.arn ?? before.id;
  return typeof id === 'string' ? id : undefined;
}

function toResource(
  resource: PlannedResource,
  plan: PlanJson,
  { inputs = {}, redactor, sensitivePaths }: DiffOptions,
): ResourceChange {
  const { address, type, name, action_reason: reason, change } = resource;
  const id = physicalId(change.before);
  const region = providerRegion(plan, address, inputs);
  const rules: AttributeRules = {
    redactor,
    sensitivePaths: sensitivePaths[type] ?? [],
  };
  return {
    address: redactor.text(address),
    type,
    name,
    action: toAction(change),
    ...(reason ? { reason } : {}),
    ...importOf(change, redactor),
    ...(id ? { physicalId: redactor.text(id) } : {}),
    ...(region ? { region } : {}),
    attributes: flattenChange(change, rules),
    ...(isTwoSided(change) ? { unchanged: unchangedSizes(change, rules) } : {}),
  };
}

const isSet = (mark: JsonValue | undefined): boolean =>
  typeof mark === 'object' && mark !== null
    ? Object.values(mark).some(isSet)
    : Boolean(mark);

function toOutput(
  name: string,
  change: PlannedChange,
  redactor: Redactor,
): OutputChange {
  const { before, after } = change;
  const values = {
    ...(before === undefined || before === null ? {} : { before }),
    ...(after === undefined || after === null ? {} : { after }),
  };
  const sensitive =
    isSet(change.before_sensitive) ||
    isSet(change.after_sensitive) ||
    redactor.touches(values);
  return {
    name,
    action: toAction(change),
    ...(sensitive ? {} : values),
    unknown: isSet(change.after_unknown),
    sensitive,
  };
}

/** Terraform says nothing of an import whose address it has in the state, whatever stands there. */
function idleImports(
  plan: PlanJson,
  imports: readonly RunImport[] = [],
): RunImport[] {
  const importing = new Set(
    plan.resource_changes
      .filter(({ change }) => change.importing)
      .map(({ address }) => address),
  );
  return imports.filter(({ to }) => !importing.has(to));
}

function toNotes(plan: PlanJson, options: DiffOptions): PlanNote[] {
  const note = (
    level: PlanNote['level'],
    message: string,
    address?: string,
  ): PlanNote => ({
    level,
    source: 'terraform',
    message: options.redactor.text(message),
    ...(address ? { address: options.redactor.text(address) } : {}),
  });
  const touched = new Set(
    plan.resource_changes
      .filter(({ change }) => toAction(change) !== 'no-op')
      .map(({ address }) => address),
  );
  return [
    ...options.diagnostics
      .filter(({ severity }) => severity === 'warning')
      .map(item => note('warning', describeDiagnostic(item), item.address)),
    ...idleImports(plan, options.imports).map(({ to }) =>
      note(
        'warning',
        'It is in the state already, so nothing is imported there',
        to,
      ),
    ),
    ...plan.checks
      .filter(({ status }) => status === 'fail' || status === 'error')
      .map(({ address }) =>
        note('error', `The check ${address.to_display} does not hold`),
      ),
    ...plan.resource_drift
      .filter(({ address }) => touched.has(address))
      .filter(
        ({ change: { before, after } }) =>
          !isDeepStrictEqual(withoutEmpty(before), withoutEmpty(after)),
      )
      .map(({ address }) =>
        note(
          'info',
          'It was changed outside of Terraform since the last run',
          address,
        ),
      ),
  ];
}

/** Providers of Terraform's older kind tell what is not set as empty at one time and as null at another. */
function withoutEmpty(value: JsonValue | undefined): JsonValue | undefined {
  if (value === '' || value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    return value.length > 0
      ? value.map(item => withoutEmpty(item) ?? null)
      : undefined;
  }
  const kept = Object.entries(value).flatMap(([key, item]) => {
    const rest = withoutEmpty(item);
    return rest === undefined ? [] : [[key, rest] as const];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** Everything in the plan that is marked as sensitive, as texts. */
export function sensitiveTexts(plan: PlanJson): string[] {
  const changes = [
    ...plan.resource_changes.map(({ change }) => change),
    ...plan.resource_drift.map(({ change }) => change),
    ...Object.values(plan.output_changes),
  ];
  return changes.flatMap(change => [
    ...markedValues(change.before, change.before_sensitive),
    ...markedValues(change.after, change.after_sensitive, change.after_unknown),
  ]);
}

/** The plan as people and the rest of the suite see it, already masked. */
export function toPlanDiff(plan: PlanJson, options: DiffOptions): PlanDiff {
  const resources = plan.resource_changes
    .filter(({ change }) => toAction(change) !== 'no-op')
    .map(resource => toResource(resource, plan, options));
  const outputs = Object.entries(plan.output_changes)
    .filter(([, change]) => toAction(change) !== 'no-op')
    .map(([name, change]) => toOutput(name, change, options.redactor));
  return {
    engine: 'terraform',
    engineVersion: options.engineVersion,
    summary: summarizePlan(resources),
    hasChanges: options.hasChanges,
    resources,
    outputs,
    notes: toNotes(plan, options),
    permissionChange: terraformPermissionChange(plan),
  };
}
