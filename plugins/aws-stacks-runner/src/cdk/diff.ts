// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import {
  type AttributeChange,
  type OutputChange,
  type PlanAction,
  type PlanDiff,
  type PlanNote,
  type ResourceChange,
  summarizePlan,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import type { Redactor } from '../redact';
import { flattenChange, unchangedSizes } from '../plan/attributes';
import { permissionChangeOf } from '../plan/permissions';
import type { ForeseenChange } from './StackClient';
import type { Template } from './assembly';
import { secretProperties, toDriftedAttribute } from './driftedResource';
import { toOutputName } from './outputNames';

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.json()).optional(),
  DeletionPolicy: z.json().optional(),
  UpdateReplacePolicy: z.json().optional(),
});

const resourcesSchema = z.record(z.string(), resourceSchema).catch({});
const outputsSchema = z
  .record(z.string(), z.looseObject({ Value: z.json().optional() }))
  .catch({});

type TemplateResource = z.infer<typeof resourceSchema>;

/** What a plan is told by. */
export interface CdkDiffOptions {
  before: Template;
  after: Template;
  changes: readonly ForeseenChange[];
  hasChanges: boolean;
  notes: PlanNote[];
  /** Of the stack; CloudFormation hands them on to what is made and changed. */
  stackTags?: Readonly<Record<string, string>>;
  redactor: Redactor;
  engineVersion: string;
}

type Foreseen = ForeseenChange['ResourceChange'];

/** What of a resource is compared: metadata changes nothing. */
function contents(resource: TemplateResource | undefined) {
  if (!resource) return undefined;
  const { Properties, DeletionPolicy, UpdateReplacePolicy } = resource;
  return {
    ...Properties,
    ...(DeletionPolicy === undefined ? {} : { DeletionPolicy }),
    ...(UpdateReplacePolicy === undefined ? {} : { UpdateReplacePolicy }),
  };
}

function toAction(
  before: TemplateResource | undefined,
  after: TemplateResource | undefined,
  foreseen: Foreseen,
): PlanAction {
  switch (foreseen?.Action) {
    case 'Add':
      return 'create';
    case 'Remove':
      return foreseen.PolicyAction === 'Retain' ? 'forget' : 'delete';
    case 'Import':
      return 'import';
    case 'Modify':
    case 'Dynamic':
      // A conditional replacement is shown as one: the reviewer has to expect it.
      return foreseen.Replacement === 'False' ? 'update' : 'replace';
    default:
  }
  if (!before) return after ? 'create' : 'no-op';
  if (!after) return 'delete';
  if (before.Type !== after.Type) return 'replace';
  return isDeepStrictEqual(contents(before), contents(after))
    ? 'no-op'
    : 'update';
}

/** The properties that CloudFormation says make it replace the resource. */
function replacePaths(foreseen: Foreseen): string[][] {
  return (foreseen?.Details ?? []).flatMap(({ Target: target }) =>
    target?.Name && target.RequiresRecreation !== 'Never'
      ? [[target.Name]]
      : [],
  );
}

/** Properties that were changed past the template and are put back. */
function reverted(
  foreseen: Foreseen,
  { after, redactor }: CdkDiffOptions,
  properties: TemplateResource['Properties'],
): AttributeChange[] {
  const isSecret = secretProperties(after, properties ?? {});
  return (foreseen?.Details ?? []).flatMap(({ Target: target }) =>
    target?.Drift && target.AttributeChangeType !== 'SyncWithActual'
      ? toDriftedAttribute(
          redactor,
          {
            PropertyPath: target.Path?.replace(/^\/Properties/, ''),
            ExpectedValue: target.AfterValue,
            ActualValue: target.Drift.ActualValue,
            DifferenceType: undefined,
          },
          isSecret,
        )
      : [],
  );
}

/** Properties that change although their text in the template does not, because what they refer to changes. */
function indirect(
  foreseen: Foreseen,
  known: readonly AttributeChange[],
): AttributeChange[] {
  const names = (foreseen?.Details ?? []).flatMap(({ Target: target }) => {
    const name = target?.Name;
    const isKnown = known.some(
      ({ path }) => path === name || path.startsWith(`${name}.`),
    );
    return name && !isKnown
      ? [{ name, forces: target.RequiresRecreation !== 'Never' }]
      : [];
  });
  const unique = new Map(names.map(item => [item.name, item]));
  return [...unique.values()].map(({ name, forces }) => ({
    path: name,
    unknown: true,
    sensitive: false,
    forcesReplacement: forces,
  }));
}

function toResource(id: string, options: CdkDiffOptions): ResourceChange {
  const before = resourcesSchema.parse(options.before.Resources)[id];
  const after = resourcesSchema.parse(options.after.Resources)[id];
  const foreseen = options.changes.find(
    ({ ResourceChange: change }) => change?.LogicalResourceId === id,
  )?.ResourceChange;
  const action = toAction(before, after, foreseen);
  const change = {
    before: contents(before),
    after: contents(after),
    replace_paths: action === 'replace' ? replacePaths(foreseen) : [],
  };
  const rules = { redactor: options.redactor, sensitivePaths: [] };
  const attributes = flattenChange(change, rules);
  const physicalId = foreseen?.PhysicalResourceId;
  return {
    address: id,
    type: after?.Type ?? before?.Type ?? foreseen?.ResourceType ?? '',
    name: id,
    action,
    ...(foreseen?.Replacement && action === 'replace'
      ? { reason: `replacement: ${foreseen.Replacement}` }
      : {}),
    ...(physicalId ? { physicalId: options.redactor.text(physicalId) } : {}),
    attributes: withIndirect(foreseen, [
      ...attributes,
      ...reverted(foreseen, options, after?.Properties),
    ]),
    ...(before && after ? { unchanged: unchangedSizes(change, rules) } : {}),
  };
}

function withIndirect(
  foreseen: Foreseen,
  known: AttributeChange[],
): AttributeChange[] {
  return [...known, ...indirect(foreseen, known)];
}

function outputAction(before: unknown, after: unknown): PlanAction {
  if (before === undefined) return 'create';
  if (after === undefined) return 'delete';
  return isDeepStrictEqual(before, after) ? 'no-op' : 'update';
}

/** An expression is only known after apply. */
const isLiteral = (value: unknown) =>
  typeof value !== 'object' || value === null;

function toOutputs({
  before,
  after,
  redactor,
}: CdkDiffOptions): OutputChange[] {
  const old = outputsSchema.parse(before.Outputs);
  const next = outputsSchema.parse(after.Outputs);
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])];
  return names.flatMap(name => {
    const values = { before: old[name]?.Value, after: next[name]?.Value };
    const action = outputAction(values.before, values.after);
    if (action === 'no-op') return [];
    const literals = Object.fromEntries(
      Object.entries(values).filter(
        ([, value]) => value !== undefined && isLiteral(value),
      ),
    );
    const sensitive = redactor.touches(literals);
    return {
      name: toOutputName(name),
      action,
      ...(sensitive ? {} : literals),
      unknown: values.after !== undefined && !isLiteral(values.after),
      sensitive,
    };
  });
}

/** The plan of a change set, already masked. CloudFormation's word counts; what only the templates show is added. */
export function toCdkPlanDiff(options: CdkDiffOptions): PlanDiff {
  const ids = new Set([
    ...options.changes.flatMap(
      ({ ResourceChange: change }) => change?.LogicalResourceId ?? [],
    ),
    ...Object.keys(resourcesSchema.parse(options.before.Resources)),
    ...Object.keys(resourcesSchema.parse(options.after.Resources)),
  ]);
  const resources = options.hasChanges
    ? [...ids]
        .sort()
        .map(id => toResource(id, options))
        .filter(({ action }) => action !== 'no-op')
    : [];
  return {
    engine: 'cdk',
    engineVersion: options.engineVersion,
    summary: summarizePlan(resources),
    hasChanges: options.hasChanges,
    resources,
    outputs: options.hasChanges ? toOutputs(options) : [],
    notes: options.notes,
    permissionChange: options.hasChanges
      ? permissionChangeOf(options.before, options.after)
      : 'none',
    ...(options.stackTags && { stackTags: visibleTags(options) }),
  };
}

/** A tag with a secret in it is not shown. */
function visibleTags({ stackTags = {}, redactor }: CdkDiffOptions) {
  return Object.fromEntries(
    Object.entries(stackTags).filter(tag => !redactor.touches(tag)),
  );
}
