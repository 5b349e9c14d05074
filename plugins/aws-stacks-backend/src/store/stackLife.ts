// SPDX-License-Identifier: Apache-2.0
import type { Knex } from 'knex';
import type { StackRow } from './rows';

/** The columns of a stack of which nothing stands. */
export const NOTHING_STANDS = {
  source_digest: null,
  applied_at: null,
  depends_on: '[]',
  outputs: '[]',
  resources: '[]',
  drift_state: 'unknown',
  drift_checked_at: null,
  drift_since: null,
  drift_resources: 0,
  drift_problem: null,
  drift_unchecked: 0,
} satisfies Partial<StackRow>;

/** Ends the life of a stack: the row and its runs stay, what was known of what it had made goes. */
export async function endStack(
  trx: Knex,
  stackId: string,
  columns: Partial<StackRow>,
): Promise<void> {
  await trx<StackRow>('stacks')
    .where({ id: stackId })
    .update({ ...NOTHING_STANDS, status: 'destroyed', ...columns });
  for (const table of ['drift_checks', 'drift_ignores']) {
    await trx(table).where({ stack_id: stackId }).delete();
  }
}
