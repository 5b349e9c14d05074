// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import type { z } from 'zod';

/** How many things that are wrong one message names. */
const MAX_ISSUES = 5;

/** Reads a query, path or body by its schema; what is not valid is a 400 that says where and why. */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
  what: 'query' | 'path' | 'body',
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, MAX_ISSUES).map(issue => {
    const where = issue.path.map(String).join('.') || what;
    return `${where}: ${messageOf(issue)}`;
  });
  throw new InputError(`The ${what} is not valid: ${issues.join('; ')}`);
}

/** What is wrong with a key of a record stands one level deeper. */
function messageOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key'
    ? `the name ${issue.issues[0]?.message ?? 'is not allowed'}`
    : issue.message;
}
