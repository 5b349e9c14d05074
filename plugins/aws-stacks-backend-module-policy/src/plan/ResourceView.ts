// SPDX-License-Identifier: Apache-2.0
import type {
  AttributeChange,
  PlanDiff,
  ResourceChange,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { JsonValue } from '@backstage/types';

/**
 * What a plan says of an attribute after the change.
 *
 * - `unset`: the resource will not have it.
 * - `unchanged`: it stays as it is, and the plan does not show what that is.
 * - `unknown`: only known after apply; of a list, the part that is known.
 * - `masked`: a secret.
 */
export type Known =
  | { kind: 'value'; value: JsonValue }
  | { kind: 'unknown'; part?: JsonValue }
  | { kind: 'unset' | 'unchanged' | 'masked' };

/** An attribute whose path was looked for. */
export interface Found {
  path: string;
  known: Known;
}

/** What a resource of a plan is after the change, as far as the plan shows it: all of a new one, else what differs. */
export class ResourceView {
  readonly change: ResourceChange;

  static of(change: ResourceChange): ResourceView {
    return new ResourceView(change);
  }

  private constructor(change: ResourceChange) {
    this.change = change;
  }

  get isNew(): boolean {
    return this.change.action === 'create';
  }

  get(path: string): Known {
    const own = this.change.attributes.find(each => each.path === path);
    if (own) return toKnown(own);
    const around = this.change.attributes.find(each =>
      path.startsWith(`${each.path}.`),
    );
    if (around?.unknown) return { kind: 'unknown' };
    if (around?.sensitive) return { kind: 'masked' };
    return { kind: this.isNew ? 'unset' : 'unchanged' };
  }

  /** The shown attributes whose path matches. */
  matching(pattern: RegExp): Found[] {
    return this.change.attributes
      .filter(({ path }) => pattern.test(path))
      .map(attribute => ({
        path: attribute.path,
        known: toKnown(attribute),
      }));
  }

  /** Whether anything at or below this path is shown. */
  shows(path: string): boolean {
    return this.change.attributes.some(each => isAt(each, path));
  }

  /** Whether something at or below this path will be set. An empty list sets nothing. */
  sets(path: string): boolean {
    return this.change.attributes.some(
      each =>
        isAt(each, path) &&
        (each.unknown || each.sensitive || isFilled(each.after)),
    );
  }

  /** The known values after the change at and below a path, put together again; `undefined` when none is shown. */
  tree(path: string): JsonValue | undefined {
    const own = this.change.attributes.find(each => each.path === path);
    if (own) return own.after;
    const root: Branch = new Map();
    for (const { path: full, after } of this.change.attributes) {
      if (full.startsWith(`${path}.`) && after !== undefined) {
        graft(root, full.slice(path.length + 1).split('.'), after);
      }
    }
    return root.size === 0 ? undefined : toJson(root);
  }
}

/** The resources that are made, changed or replaced. */
export function changedResources(plan: PlanDiff): ResourceView[] {
  return plan.resources
    .filter(({ action }) => ['create', 'update', 'replace'].includes(action))
    .map(ResourceView.of);
}

/** What of an attribute is shown: its value, or the part or expression that is known. */
export function shownOf(known: Known): JsonValue | undefined {
  if (known.kind === 'value') return known.value;
  return known.kind === 'unknown' ? known.part : undefined;
}

/** `{ Ref: … }` and `{ 'Fn::…': … }` of CloudFormation: an expression, not a value. */
export function isExpression(value: JsonValue | undefined): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const [key, ...others] = Object.keys(value);
  return others.length === 0 && (key === 'Ref' || /^Fn::/.test(key ?? ''));
}

function toKnown({ after, unknown, sensitive }: AttributeChange): Known {
  if (sensitive) return { kind: 'masked' };
  if (unknown) return { kind: 'unknown', part: after };
  if (after === undefined) return { kind: 'unset' };
  return isExpression(after)
    ? { kind: 'unknown', part: after }
    : { kind: 'value', value: after };
}

function isFilled(value: JsonValue | undefined): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

function isAt({ path }: AttributeChange, at: string): boolean {
  return path === at || path.startsWith(`${at}.`);
}

type Branch = Map<string, Branch | JsonValue>;

function graft(branch: Branch, path: readonly string[], value: JsonValue) {
  const [key, ...rest] = path;
  if (rest.length === 0) {
    branch.set(key, value);
    return;
  }
  const known = branch.get(key);
  const next: Branch = known instanceof Map ? known : new Map();
  branch.set(key, next);
  graft(next, rest, value);
}

/** What has only numbers for keys was a list; of a changed one some items may not be shown. */
function toJson(branch: Branch): JsonValue {
  const entries = [...branch].map(
    ([key, value]) =>
      [key, value instanceof Map ? toJson(value) : value] as const,
  );
  return entries.every(([key]) => /^\d+$/.test(key))
    ? entries.map(([, value]) => value)
    : Object.fromEntries(entries);
}
