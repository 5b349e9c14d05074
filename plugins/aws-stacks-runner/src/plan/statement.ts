// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import { canonicalJson } from '../source/canonicalJson';
import { isRecord, renderValue } from './templateValue';

/** One statement of an IAM policy, as it stands in a template. */
export interface Statement extends Record<string, unknown> {
  Effect: 'Allow' | 'Deny';
}

/** What names everything but the things listed is compared as a whole. */
const AS_A_WHOLE = ['NotAction', 'NotResource', 'NotPrincipal'] as const;

const list = (value: unknown): unknown[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};

const toText = (value: unknown) =>
  typeof value === 'string' ? value : canonicalJson(value);

function principals(value: unknown): string[] {
  if (!isRecord(value)) return list(value).map(toText);
  return Object.entries(value).flatMap(([type, names]) =>
    list(names).map(name => (name === '*' ? '*' : `${type} ${toText(name)}`)),
  );
}

/** Patterns with one `*` are understood; what has more of them is taken by its letters. */
function matches(pattern: string, text: string): boolean {
  if (pattern === text || pattern === '*') return true;
  const [start, end, ...more] = pattern.split('*');
  return (
    end !== undefined &&
    more.length === 0 &&
    text.length >= start.length + end.length &&
    text.startsWith(start) &&
    text.endsWith(end)
  );
}

const areAmong = (texts: readonly string[], patterns: readonly string[]) =>
  texts.length === 0
    ? patterns.length === 0
    : texts.every(text => patterns.some(pattern => matches(pattern, text)));

const actions = ({ Action: action }: Statement) =>
  list(action).map(item => toText(item).toLocaleLowerCase('en-US'));

const resources = ({ Resource: resource }: Statement) =>
  list(resource).map(toText);

/** Whether the wide statement says all that the narrow one says. In doubt it does not. */
export function covers(wide: Statement, narrow: Statement): boolean {
  return (
    wide.Effect === narrow.Effect &&
    AS_A_WHOLE.every(name => isDeepStrictEqual(wide[name], narrow[name])) &&
    (wide.Condition === undefined ||
      isDeepStrictEqual(wide.Condition, narrow.Condition)) &&
    areAmong(actions(narrow), actions(wide)) &&
    areAmong(resources(narrow), resources(wide)) &&
    areAmong(principals(narrow.Principal), principals(wide.Principal))
  );
}

function named(statement: Statement, name: string): string {
  const items = list(statement[name]);
  if (items.length > 0) return items.map(renderValue).join(', ');
  const others = list(statement[`Not${name}`]);
  return others.length > 0
    ? `all but ${others.map(renderValue).join(', ')}`
    : '';
}

function describePrincipal(statement: Statement): string {
  const { Principal: principal, NotPrincipal: others } = statement;
  const value = principal ?? others;
  if (value === undefined) return '';
  const names = isRecord(value)
    ? Object.entries(value).flatMap(([type, items]) =>
        list(items).map(item => `${type} ${renderValue(item)}`),
      )
    : list(value).map(renderValue);
  return ` to ${principal === undefined ? 'all but ' : ''}${names.join(', ')}`;
}

/** For example `Allow kms:Decrypt on * to AWS *, under conditions`. */
export function describeStatement(statement: Statement): string {
  const resource = named(statement, 'Resource');
  return [
    `${statement.Effect} ${named(statement, 'Action')}`,
    resource === '' ? '' : ` on ${resource}`,
    describePrincipal(statement),
    statement.Condition === undefined
      ? ''
      : `, if ${renderValue(statement.Condition)}`,
  ].join('');
}
