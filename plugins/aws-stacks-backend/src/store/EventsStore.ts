// SPDX-License-Identifier: Apache-2.0
import type { RunEvent } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import type { RunEventRow, RunRow } from './rows';

/** An event before it has its number. */
export type NewRunEvent = RunEvent extends infer T
  ? T extends RunEvent
    ? Omit<T, 'seq'>
    : never
  : never;

/** How many events of one run are kept. */
export const MAX_EVENTS_PER_RUN = 20_000;

/** SQLite allows few variables in one statement. */
const ROWS_PER_INSERT = 200;

/** Writes and reads the table `run_events`. */
export class EventsStore {
  readonly #db: Knex;
  readonly #maxEvents: number;

  constructor(db: Knex, options?: { maxEvents?: number }) {
    this.#db = db;
    this.#maxEvents = options?.maxEvents ?? MAX_EVENTS_PER_RUN;
  }

  /** Events after the given number, oldest first. */
  async list(options: {
    runId: string;
    after: number;
    limit: number;
  }): Promise<RunEvent[]> {
    const rows = await this.#db<RunEventRow>('run_events')
      .where({ run_id: options.runId })
      .andWhere('seq', '>', options.after)
      .orderBy('seq')
      .limit(options.limit);
    return rows.map(row => JSON.parse(row.body));
  }

  /** Adds one event to a run, whoever works on it. */
  async add(runId: string, event: NewRunEvent): Promise<void> {
    await this.#db.transaction(async trx => {
      const [row] = await trx<RunRow>('runs')
        .where({ id: runId })
        .increment('last_seq', 1)
        .returning('last_seq');
      if (row) await insertEvents(trx, runId, row.last_seq - 1, [event]);
    });
  }

  /**
   * Adds what was read from a job's file between two offsets. Answers false, and adds nothing, when the run is no
   * longer at the first offset or its lease is somebody else's: then another one has added these events.
   */
  async addFromJob(options: {
    runId: string;
    leaseOwner: string;
    fromOffset: number;
    toOffset: number;
    events: readonly NewRunEvent[];
  }): Promise<boolean> {
    return this.#db.transaction(async trx => {
      const where = {
        id: options.runId,
        lease_owner: options.leaseOwner,
        job_offset: options.fromOffset,
      };
      const run = await trx<RunRow>('runs').where(where).first('last_seq');
      if (!run) return false;
      const kept = this.#withinLimit(run.last_seq, options.events);
      const updated = await trx<RunRow>('runs')
        .where(where)
        .update({
          job_offset: options.toOffset,
          last_seq: run.last_seq + kept.length,
        });
      if (updated === 0) return false;
      await insertEvents(trx, options.runId, run.last_seq, kept);
      return true;
    });
  }

  #withinLimit(
    lastSeq: number,
    events: readonly NewRunEvent[],
  ): readonly NewRunEvent[] {
    const room = this.#maxEvents - lastSeq;
    if (events.length < room) return events;
    if (room <= 0) return [];
    const truncated: NewRunEvent = {
      kind: 'note',
      at: new Date().toISOString(),
      level: 'warning',
      message: `The log is longer than ${
        this.#maxEvents
      } events; what follows is not kept`,
    };
    return [...events.slice(0, room - 1), truncated];
  }
}

/** Inserts events with the numbers that follow `lastSeq`. */
export async function insertEvents(
  trx: Knex,
  runId: string,
  lastSeq: number,
  events: readonly NewRunEvent[],
): Promise<void> {
  const rows = events.map((event, index) => {
    const seq = lastSeq + index + 1;
    return {
      run_id: runId,
      seq,
      kind: event.kind,
      body: JSON.stringify({ ...event, seq }),
    };
  });
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await trx('run_events').insert(rows.slice(start, start + ROWS_PER_INSERT));
  }
}
