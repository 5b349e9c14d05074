// SPDX-License-Identifier: Apache-2.0
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { StackFilter } from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';

/** Which stacks the caller may see: all, or those that fulfil the policy's conditions. */
export type StackCriteria = PermissionCriteria<StackFilter> | undefined;

const COLUMNS = {
  owner: 'stacks.owner',
  accountId: 'stacks.account_id',
  environment: 'stacks.environment',
} as const;

/** Adds the policy's conditions to a query that has the table `stacks` in it. */
export function whereAllowed(
  query: Knex.QueryBuilder,
  criteria: StackCriteria,
): Knex.QueryBuilder {
  if (!criteria) return query;
  if ('allOf' in criteria) {
    return query.andWhere(all =>
      criteria.allOf.forEach(part =>
        all.andWhere(q => void whereAllowed(q, part)),
      ),
    );
  }
  if ('anyOf' in criteria) {
    return query.andWhere(any =>
      criteria.anyOf.forEach(part =>
        any.orWhere(q => void whereAllowed(q, part)),
      ),
    );
  }
  if ('not' in criteria) {
    return query.whereNot(q => void whereAllowed(q, criteria.not));
  }
  return query.whereIn(COLUMNS[criteria.property], criteria.values);
}

/** Makes text literal inside a LIKE pattern that uses `\` as its escape. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, character => `\\${character}`);
}
