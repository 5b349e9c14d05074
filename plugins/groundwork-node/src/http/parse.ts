// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** How many things that are wrong one message names. */
const MAX_ISSUES = 5;

/** How much of what was sent one of them quotes: names can be as long as the request. */
const MAX_ISSUE_LENGTH = 500;

/** What a cut may leave of a character at its end. */
const HALF_CHARACTER = /[\uD800-\uDBFF]$/;

const entityPartSchema = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,252}$/);

/**
 * The path of what belongs to an entity: `/v1/entity/:namespace/:kind/:name/…`.
 *
 * @public
 */
export const entityPathSchema = z.strictObject({
  namespace: entityPartSchema,
  kind: entityPartSchema,
  name: entityPartSchema,
});

/**
 * The query of a route that takes none.
 *
 * @public
 */
export const noQuerySchema = z.strictObject({});

/**
 * Reads a query, path or body by its schema. What is not valid is an InputError, and so a 400, that says where and why.
 *
 * @public
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
  what: 'query' | 'path' | 'body',
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, MAX_ISSUES).map(issue => {
    const where = issue.path.map(String).join('.') || what;
    return shortened(`${where}: ${messageOf(issue)}`);
  });
  throw new InputError(`The ${what} is not valid: ${issues.join('; ')}`);
}

function shortened(text: string): string {
  if (text.length <= MAX_ISSUE_LENGTH) return text;
  return `${text.slice(0, MAX_ISSUE_LENGTH).replace(HALF_CHARACTER, '')}…`;
}

/** What is wrong with a key of a record stands one level deeper. */
function messageOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key'
    ? `the name ${issue.issues[0]?.message ?? 'is not allowed'}`
    : issue.message;
}
