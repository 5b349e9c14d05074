// SPDX-License-Identifier: Apache-2.0
import { isRecord, parseJson } from './values';

/** Which differences of form are none of meaning. */
type Kind = 'policy' | 'tags' | 'setting';

const POLICY = /^(PolicyDocument|KeyPolicy|AssumeRolePolicyDocument|Policy)$/;
const TAGS = /^(Tags|TagFilters?)$/;

function kindOf(key: string, outer: Kind): Kind {
  if (outer === 'policy' || POLICY.test(key)) return 'policy';
  return TAGS.test(key) ? 'tags' : outer;
}

/** What a service answers for a setting that nobody made. */
const isOff = (value: unknown): boolean =>
  value === 'false' ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value ?? {}).length === 0);

const byText = (a: unknown, b: unknown) =>
  JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;

function canonicalList(items: readonly unknown[], kind: Kind): unknown {
  // No property that is read here has an order that means anything.
  const sorted = items.map(item => canonical(item, kind)).sort(byText);
  return kind === 'policy' && sorted.length === 1 ? sorted[0] : sorted;
}

function canonical(value: unknown, kind: Kind): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return canonicalList(value, kind);
  // CloudFormation takes "true" for true and "30" for 30.
  if (!isRecord(value)) return String(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]): [string, unknown] => [
        key,
        canonical(item, kindOf(key, kind)),
      ])
      .filter(([, item]) => kind !== 'setting' || !isOff(item))
      .sort(byText),
  );
}

/** A policy may be stated as an object or as its JSON. */
function parsed(value: unknown, kind: Kind): unknown {
  return kind === 'policy' && typeof value === 'string'
    ? parseJson(value)
    : value;
}

/** Whether a service's answer means what the template states. */
export function agree(
  property: string,
  stated: unknown,
  found: unknown,
): boolean {
  if (found === undefined) return false;
  const kind = kindOf(property, 'setting');
  const [left, right] = [stated, found].map(value =>
    JSON.stringify(canonical(parsed(value, kind), kind)),
  );
  return left === right;
}
