// SPDX-License-Identifier: Apache-2.0
import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_ARN,
  ANNOTATION_AWS_ACCOUNTS,
  ANNOTATION_AWS_TAGS,
  ANNOTATION_AWS_TAGS_ALIASES,
  accountIdSchema,
  arnSchema,
  regionSchema,
} from '@groundwork/backstage-plugin-groundwork-common';

/** A tag key and its value, both to be met to the letter. */
export type TagPair = readonly [key: string, value: string];

/** What the annotations of one entity say of AWS. */
export interface EntityRules {
  /** Whole ARNs. */
  arns: string[];
  /** Each set stands for one annotation; all pairs of a set must be on a resource. Never an empty set. */
  tagSets: TagPair[][];
  /** `accountId` or `accountId/region`. */
  accounts: string[];
  /** What an annotation says that cannot be read; it owns nothing. */
  faults: string[];
}

/** Reads the annotations of an entity. An annotation of tags with one unreadable pair is left out as a whole: fewer pairs would own more. */
export function readEntityRules(entity: Entity): EntityRules {
  const annotations = entity.metadata.annotations ?? {};
  const faults: string[] = [];
  const fault = (annotation: string, what: string) =>
    faults.push(`${annotation}: ${what}`);
  return {
    arns: readArns(annotations[ANNOTATION_ARN], fault),
    tagSets: readTagSets(annotations, fault),
    accounts: readAccounts(annotations[ANNOTATION_AWS_ACCOUNTS], fault),
    faults,
  };
}

type Fault = (annotation: string, what: string) => void;

/** The annotation of ours is the last word; without it each of the others counts by itself. */
function readTagSets(
  annotations: Readonly<Record<string, string>>,
  fault: Fault,
): TagPair[][] {
  const names =
    annotations[ANNOTATION_AWS_TAGS] === undefined
      ? ANNOTATION_AWS_TAGS_ALIASES
      : [ANNOTATION_AWS_TAGS];
  const sets: TagPair[][] = [];
  for (const name of names) {
    const text = annotations[name];
    if (text === undefined) continue;
    const pairs = readTagPairs(text, what => fault(name, what));
    if (pairs) sets.push(pairs);
  }
  return sets;
}

/** Reads `key=value,key2=value2`; `undefined`, with a reason, when nothing or not all of it can be read. */
export function readTagPairs(
  text: string,
  fault: (what: string) => void,
): TagPair[] | undefined {
  const pairs = new Map<string, string>();
  for (const part of words(text)) {
    const at = part.indexOf('=');
    const key = part.slice(0, at).trim();
    const value = part.slice(at + 1).trim();
    if (at < 1 || key === '') {
      fault(`"${part}" is not key=value`);
      return undefined;
    }
    if (pairs.has(key) && pairs.get(key) !== value) {
      fault(`${key} is given two values; no resource can have both`);
      return undefined;
    }
    pairs.set(key, value);
  }
  if (pairs.size > 0) return [...pairs];
  fault('is empty; state tags as key=value');
  return undefined;
}

function readArns(text: string | undefined, fault: Fault): string[] {
  return words(text ?? '').filter(arn => {
    const valid = arnSchema.safeParse(arn).success;
    if (!valid) fault(ANNOTATION_ARN, `"${arn}" is not a whole ARN`);
    return valid;
  });
}

function readAccounts(text: string | undefined, fault: Fault): string[] {
  return words(text ?? '').filter(word => {
    const [accountId, region, ...rest] = word.split('/');
    const valid =
      rest.length === 0 &&
      accountIdSchema.safeParse(accountId).success &&
      regionSchema.optional().safeParse(region).success;
    if (!valid) {
      const what = `"${word}" is neither an account id nor account id/Region`;
      fault(ANNOTATION_AWS_ACCOUNTS, what);
    }
    return valid;
  });
}

function words(text: string): string[] {
  return [
    ...new Set(
      text
        .split(',')
        .map(word => word.trim())
        .filter(word => word !== ''),
    ),
  ];
}
