// SPDX-License-Identifier: Apache-2.0
import type {
  DriftedResource,
  ResourceChange,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { TrailEvent } from '../sources/CloudTrailSource';

/** The runner calls itself so after the run it works for. */
const ENGINE_SESSION =
  /:assumed-role\/([^/]+)\/groundwork-[0-9A-HJKMNP-TV-Z]{26}$/;
const SHORTEST_WORD = 4;

/** The names under which CloudTrail may know a resource: as it is, and the last part of an ARN. */
export function trailNames({ physicalId }: ResourceChange): string[] {
  if (!physicalId) return [];
  const last = physicalId.startsWith('arn:')
    ? physicalId.split(/[:/]/).at(-1)
    : undefined;
  return last ? [physicalId, last] : [physicalId];
}

/** Whether a call was made by a run, with one of the account's own roles. */
export function isEngineCall(
  { principal }: TrailEvent,
  roleArns: readonly (string | undefined)[],
): boolean {
  const [, role] = ENGINE_SESSION.exec(principal) ?? [];
  return (
    role !== undefined &&
    roleArns.some(arn => arn !== undefined && arn.split('/').at(-1) === role)
  );
}

const wordsOf = (text: string) =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(word => word.length >= SHORTEST_WORD);

/** How many words of a call stand in what has drifted: PutBucketVersioning is about versioning_configuration. */
function affinity({ name }: TrailEvent, { attributes, type }: ResourceChange) {
  const words = new Set(
    [type, ...attributes.map(({ path }) => path)].flatMap(wordsOf),
  );
  return wordsOf(name).filter(word => words.has(word)).length;
}

/**
 * The last call that changed the resource and was not the engine's: of several, the one that is about what has drifted.
 * Undefined when there is none; nothing is guessed.
 */
export function causeOf(
  change: ResourceChange,
  events: readonly TrailEvent[],
): DriftedResource['cause'] {
  const [best] = [...events].sort(
    (a, b) =>
      affinity(b, change) - affinity(a, change) ||
      b.at.getTime() - a.at.getTime(),
  );
  return (
    best && {
      principal: best.principal,
      action: `${best.service}:${best.name}`,
      at: best.at.toISOString(),
      eventId: best.id,
    }
  );
}
