// SPDX-License-Identifier: Apache-2.0
import {
  type AttributeChange,
  type ResourceChange,
  isSizingAttribute,
} from '@groundwork/backstage-plugin-groundwork-common';
import { isDeepStrictEqual } from 'node:util';
import type { Redactor } from '../redact';
import { isSensitivePath } from './sensitivePath';

/** Before and after of a resource, in the form of Terraform's plan. */
export interface Change {
  before?: Value;
  after?: Value;
  after_unknown?: Value;
  before_sensitive?: Value;
  after_sensitive?: Value;
  replace_paths?: (string | number)[][];
}

/** How attributes are told from secrets. */
export interface AttributeRules {
  redactor: Redactor;
  /** Dotted paths, without indexes, that the provider calls sensitive for this resource type. */
  sensitivePaths: readonly string[];
}

type Value = AttributeChange['before'];

type Container = Extract<Value, object>;

interface Node {
  path: readonly (string | number)[];
  before: Value;
  after: Value;
  unknown: Value;
  beforeMark: Value;
  afterMark: Value;
}

const isContainer = (value: Value): value is Container =>
  typeof value === 'object' && value !== null;

const isEmpty = (value: Value) => value === undefined || value === null;

const child = (value: Value, key: string): Value => {
  if (!isContainer(value)) return undefined;
  return Array.isArray(value) ? value[Number(key)] : value[key];
};

/** A mark is `true`, or has the form of its value and of what is not known of it yet. Anything else hides the whole value. */
function isMasked(value: Value, mark: Value, unknown?: Value): boolean {
  if (mark === undefined || mark === null || mark === false) return false;
  if (!isContainer(mark)) return true;
  if (Object.keys(mark).length === 0) return false;
  if (isEmpty(value)) return hasMark(mark);
  if (!isContainer(value) || Array.isArray(value) !== Array.isArray(mark)) {
    return true;
  }
  return Array.isArray(mark) && Array.isArray(value)
    ? mark.length > value.length && hasMark(mark)
    : Object.keys(mark).some(
        key =>
          !(key in value) &&
          hasMark(child(mark, key)) &&
          !hasMark(child(unknown, key)),
      );
}

function hasMark(mark: Value): boolean {
  if (isContainer(mark)) return Object.values(mark).some(hasMark);
  return mark !== undefined && mark !== null && mark !== false;
}

/** `{ Ref: … }` and `{ 'Fn::…': … }` of CloudFormation are one value each. */
function isIntrinsic(value: Value): boolean {
  if (!isContainer(value) || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}

/** Arrays of plain values are one attribute: an item alone says nothing. */
function isLeaf({
  before,
  after,
  unknown,
  beforeMark,
  afterMark,
}: Node): boolean {
  const sides = [before, after].filter(side => !isEmpty(side));
  const known = [...sides, unknown].filter(isContainer);
  if (known.length === 0 || sides.some(side => !isContainer(side))) return true;
  if (unknown === true || sides.some(isIntrinsic)) return true;
  const arrays = sides.map(side => Array.isArray(side));
  if (new Set(arrays).size > 1) return true;
  const plain = [before, after, unknown, beforeMark, afterMark].every(
    value =>
      !isContainer(value) ||
      Object.values(value).every(item => !isContainer(item)),
  );
  return (
    arrays[0] === true && plain && !hasMark(beforeMark) && !hasMark(afterMark)
  );
}

function childKeys(node: Node): string[] {
  const keys = [node.before, node.after, node.unknown]
    .filter(isContainer)
    .flatMap(value => Object.keys(value));
  return [...new Set(keys)];
}

const startsWith = (
  path: readonly (string | number)[],
  prefix: readonly (string | number)[],
) => prefix.every((part, index) => String(path[index]) === String(part));

function toAttribute(
  node: Node,
  rules: AttributeRules,
  replace: Change['replace_paths'],
): AttributeChange {
  const { path, before, after, unknown } = node;
  const forcesReplacement = (replace ?? []).some(
    reason => reason.length > 0 && startsWith(path, reason),
  );
  const base = {
    path: path.join('.'),
    unknown: hasMark(unknown),
    forcesReplacement,
  };
  const values = {
    ...(isEmpty(before) ? {} : { before }),
    ...(isEmpty(after) ? {} : { after }),
  };
  const sensitive =
    isMasked(before, node.beforeMark) ||
    isMasked(after, node.afterMark, unknown) ||
    hasMark(node.beforeMark) ||
    hasMark(node.afterMark) ||
    isSensitivePath(path, rules.sensitivePaths) ||
    rules.redactor.touches(base.path) ||
    rules.redactor.touches(values);
  if (!sensitive) return { ...base, ...values, sensitive };
  return { ...base, path: rules.redactor.text(base.path), sensitive };
}

/**
 * The attributes of a change, flattened, before → after, only those that differ. An attribute that is marked, or whose
 * marks have not its form, or that holds a secret, comes without values.
 */
export function flattenChange(
  change: Change,
  rules: AttributeRules,
): AttributeChange[] {
  return leavesOf(change, rules)
    .filter(node => !isSame(node))
    .map(node => toAttribute(node, rules, change.replace_paths));
}

/** What stays as it is and decides the size of the resource, by dotted path. What is masked is not among it. */
export function unchangedSizes(
  change: Change,
  rules: AttributeRules,
): NonNullable<ResourceChange['unchanged']> {
  const kept = leavesOf(change, rules)
    .filter(node => isSame(node) && isSizingAttribute(node.path.join('.')))
    .map(node => toAttribute(node, rules, []));
  return Object.fromEntries(
    kept.flatMap(({ path, after }) =>
      after === undefined ? [] : [[path, after]],
    ),
  );
}

function isSame({ before, after, unknown }: Node): boolean {
  return isDeepStrictEqual(before ?? null, after ?? null) && !hasMark(unknown);
}

function leavesOf(change: Change, rules: AttributeRules): Node[] {
  const leaves: Node[] = [];
  const walk = (node: Node): void => {
    const whole =
      isMasked(node.before, node.beforeMark) ||
      isMasked(node.after, node.afterMark, node.unknown) ||
      isSensitivePath(node.path, rules.sensitivePaths);
    if (node.path.length > 0 && (whole || isLeaf(node))) {
      leaves.push(node);
      return;
    }
    for (const key of childKeys(node)) walk(childNode(node, key));
  };
  walk({
    path: [],
    before: change.before,
    after: change.after,
    unknown: change.after_unknown,
    beforeMark: change.before_sensitive,
    afterMark: change.after_sensitive,
  });
  return leaves;
}

/** A mark that is no container is one for all that is below it. */
const childMark = (mark: Value, key: string): Value =>
  isContainer(mark) ? child(mark, key) : mark;

function childNode(node: Node, key: string): Node {
  return {
    path: [...node.path, key],
    before: child(node.before, key),
    after: child(node.after, key),
    unknown: child(node.unknown, key),
    beforeMark: childMark(node.beforeMark, key),
    afterMark: childMark(node.afterMark, key),
  };
}

/** The values that a change marks as sensitive, for the log to know them too. What is not known yet is none. */
export function markedValues(
  value: Value,
  mark: Value,
  unknown?: Value,
): string[] {
  if (!hasMark(mark) || isEmpty(value)) return [];
  if (!isContainer(mark) || isMasked(value, mark, unknown)) {
    return leafTexts(value);
  }
  return Object.keys(mark).flatMap(key =>
    markedValues(child(value, key), child(mark, key), child(unknown, key)),
  );
}

function leafTexts(value: Value): string[] {
  if (isContainer(value)) return Object.values(value).flatMap(leafTexts);
  // A marked `true` or `0` is no text that could be found again.
  return typeof value === 'string' && value.length >= 4 ? [value] : [];
}
