// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import type {
  DriftFinding,
  DriftIgnore,
  DriftedResource,
} from '@groundwork/backstage-plugin-groundwork-common';

const holdsAt = ({ until }: DriftIgnore, now: Date) =>
  until === undefined || new Date(until) > now;

const covers = (path: string, attribute: string) =>
  attribute === path || attribute.startsWith(`${path}.`);

/** The rule that makes all of a resource's differences not count; undefined while one of them does. */
function ignoredBy(
  { change }: DriftFinding,
  ignores: readonly DriftIgnore[],
): DriftIgnore | undefined {
  const own = ignores.filter(({ address }) => address === change.address);
  const whole = own.find(({ path }) => path === undefined);
  if (whole) return whole;
  const rules = change.attributes.map(attribute =>
    own.find(({ path }) => path !== undefined && covers(path, attribute.path)),
  );
  return rules.every(rule => rule !== undefined) ? rules[0] : undefined;
}

/** The drifted resources with the reason of those that do not count now. */
export function applyIgnores(
  resources: readonly DriftedResource[],
  ignores: readonly DriftIgnore[],
  now: Date,
): DriftedResource[] {
  const holding = ignores.filter(ignore => holdsAt(ignore, now));
  return resources.map(({ ignored: _, ...resource }) => {
    const rule = ignoredBy(resource, holding);
    return rule
      ? { ...resource, ignored: { reason: rule.reason, until: rule.until } }
      : resource;
  });
}

/** How many resources count as drifted. */
export function countDrifted(resources: readonly DriftedResource[]): number {
  return resources.filter(({ ignored }) => ignored === undefined).length;
}

/** What is found now, with the causes of what was found before and has not changed since. */
export function keepCauses(
  found: readonly DriftFinding[],
  before: readonly DriftedResource[],
): DriftedResource[] {
  const known = new Map(before.map(item => [item.change.address, item]));
  return found.map(finding => {
    const earlier = known.get(finding.change.address);
    return earlier?.cause && isDeepStrictEqual(earlier.change, finding.change)
      ? { ...finding, cause: earlier.cause }
      : finding;
  });
}
