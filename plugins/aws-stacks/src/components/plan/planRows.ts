// SPDX-License-Identifier: Apache-2.0
import type {
  AttributeChange,
  PlanAction,
  ResourceChange,
} from '@groundwork/backstage-plugin-groundwork-common';

/** What a plan can do, the gravest first. Reads and unchanged resources are no changes and are not listed. */
export const SHOWN_ACTIONS = [
  'delete',
  'replace',
  'update',
  'create',
  'import',
  'forget',
] as const satisfies readonly PlanAction[];

/** See {@link SHOWN_ACTIONS}. */
export type ShownAction = (typeof SHOWN_ACTIONS)[number];

/** One row of the list: a heading, a resource, or an attribute of an opened resource. */
export type PlanRow =
  | { kind: 'group'; key: string; action: ShownAction; count: number }
  | { kind: 'resource'; key: string; change: ResourceChange; isOpen: boolean }
  | { kind: 'attribute'; key: string; attribute: AttributeChange }
  | { kind: 'no-attributes'; key: string };

/** What of a plan is looked at. */
export interface PlanFilter {
  text: string;
  /** None means all. */
  actions: ReadonlySet<ShownAction>;
}

/** The resources a filter leaves, and how many there are without it. */
export function filterResources(
  resources: readonly ResourceChange[],
  filter: PlanFilter,
): { shown: ResourceChange[]; total: number } {
  const changed = resources.filter(({ action }) =>
    SHOWN_ACTIONS.some(shown => shown === action),
  );
  const text = filter.text.trim().toLowerCase();
  const shown = changed.filter(
    change =>
      (filter.actions.size === 0 ||
        [...filter.actions].some(action => isOf(change, action))) &&
      (text === '' || matches(change, text)),
  );
  return { shown, total: changed.length };
}

/** What is imported and changed besides is found under both. */
export function isOf(
  { action, importId }: ResourceChange,
  wanted: ShownAction,
) {
  return action === wanted || (wanted === 'import' && importId !== undefined);
}

function matches(change: ResourceChange, text: string): boolean {
  const words = [change.address, change.type, change.physicalId ?? ''];
  return [...words, ...change.attributes.map(({ path }) => path)].some(word =>
    word.toLowerCase().includes(text),
  );
}

/** The rows of the list, in order of gravity. */
export function planRows(
  resources: readonly ResourceChange[],
  open: ReadonlySet<string>,
): PlanRow[] {
  return SHOWN_ACTIONS.flatMap(action => {
    const changes = resources.filter(change => change.action === action);
    if (changes.length === 0) return [];
    return [
      { kind: 'group', key: action, action, count: changes.length },
      ...changes.flatMap(change => resourceRows(change, open)),
    ];
  });
}

function resourceRows(
  change: ResourceChange,
  open: ReadonlySet<string>,
): PlanRow[] {
  const key = change.address;
  const isOpen = open.has(key);
  const head: PlanRow = { kind: 'resource', key, change, isOpen };
  if (!isOpen) return [head];
  if (change.attributes.length === 0) {
    return [head, { kind: 'no-attributes', key: `${key}#` }];
  }
  return [
    head,
    ...change.attributes.map(
      (attribute): PlanRow => ({
        kind: 'attribute',
        key: `${key}#${attribute.path}`,
        attribute,
      }),
    ),
  ];
}
