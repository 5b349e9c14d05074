// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { problemSchema } from './problems';

/**
 * The paging parameters of every list: at most 200 items, and an opaque cursor from the answer before.
 *
 * @public
 */
export const pageQueryShape = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
};

/**
 * The answer of a list. `nextCursor` is absent on the last page.
 *
 * @public
 */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().optional(),
    totalItems: z.number().int().nonnegative().optional(),
    problems: z.array(problemSchema),
  });
}

/**
 * Makes the opaque keyset cursor of a list from the sort key of its last item.
 *
 * @public
 */
export function encodeCursor(key: readonly string[]): string {
  return btoa(JSON.stringify(key).replace(/[^\x20-\x7e]/g, escapeUnicode))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

/**
 * Reads a cursor made by {@link encodeCursor}; `undefined` when it is none of ours.
 *
 * @public
 */
export function decodeCursor(
  cursor: string,
  parts: number,
): string[] | undefined {
  try {
    const json = atob(cursor.replace(/-/g, '+').replace(/_/g, '/'));
    const key = z.array(z.string()).length(parts).safeParse(JSON.parse(json));
    return key.success ? key.data : undefined;
  } catch {
    return undefined;
  }
}

function escapeUnicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
