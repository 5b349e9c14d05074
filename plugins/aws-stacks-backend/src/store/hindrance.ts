// SPDX-License-Identifier: Apache-2.0
import {
  BUSY_RUN_STATES,
  type RunQueue,
  type RunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { WORKING_STATES } from '../rules/runStates';
import type { RunRow } from './rows';
import type { RunRecord } from './runRecord';

/** How many runners may work at once. */
export interface ConcurrencyLimits {
  total: number;
  perAccount: number;
}

/** What keeps a queued run from being planned. */
export type Hindrance = Omit<RunQueue, 'position'>;

/** A run that its stack cannot be planned beside. */
export interface BusyRun {
  id: string;
  stack_id: string;
  account_id: string;
  state: RunState;
}

export async function busyRuns(db: Knex): Promise<BusyRun[]> {
  return db('runs')
    .join('stacks', 'stacks.id', 'runs.stack_id')
    .whereIn('runs.state', [...BUSY_RUN_STATES])
    .orderBy('runs.id')
    .select('runs.id', 'runs.stack_id', 'stacks.account_id', 'runs.state');
}

/** The limit that leaves no room for a runner of this run. */
export function reachedLimit(
  busy: readonly BusyRun[],
  { run }: RunRecord,
  limits: ConcurrencyLimits,
): Hindrance | undefined {
  const working = busy.filter(({ state }) => WORKING_STATES.includes(state));
  const inAccount = working.filter(
    row => row.account_id === run.target.accountId,
  );
  if (inAccount.length >= limits.perAccount) {
    return { waitsFor: 'account', limit: limits.perAccount };
  }
  return working.length >= limits.total
    ? { waitsFor: 'total', limit: limits.total }
    : undefined;
}

/** What keeps a queued run from being planned now; `undefined` when nothing does. */
export async function hindranceOf(
  db: Knex,
  record: RunRecord,
  limits: ConcurrencyLimits,
): Promise<Hindrance | undefined> {
  const { id, stackId } = record.run;
  const busy = await busyRuns(db);
  const atWork = busy.find(row => row.stack_id === stackId);
  if (atWork) return { waitsFor: 'stack', runId: atWork.id };
  const earlier = await db<RunRow>('runs')
    .where({ stack_id: stackId, state: 'queued' })
    .andWhere('id', '<', id)
    .orderBy('id')
    .first('id');
  if (earlier) return { waitsFor: 'stack', runId: earlier.id };
  return reachedLimit(busy, record, limits);
}
