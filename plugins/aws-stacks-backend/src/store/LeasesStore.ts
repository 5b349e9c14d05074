// SPDX-License-Identifier: Apache-2.0
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { GateDecision } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { REPLACEABLE_STATES } from '../rules/runStates';
import { AuditStore } from './AuditStore';
import {
  type ConcurrencyLimits,
  type Hindrance,
  busyRuns,
  hindranceOf,
  reachedLimit,
} from './hindrance';
import { type RunRecord } from './runRecord';
import type { RunRow } from './rows';
import { RunsStore } from './RunsStore';

export type { ConcurrencyLimits } from './hindrance';

/** Who claims, and until when the claim holds without being renewed. */
export interface LeaseHolder {
  owner: string;
  until: () => Date;
}

/** Decides which replica works on which run. */
export class LeasesStore {
  readonly #db: Knex;
  readonly #audit: AuditStore;
  readonly #runs: RunsStore;

  constructor(db: Knex, audit = new AuditStore(db)) {
    this.#db = db;
    this.#audit = audit;
    this.#runs = new RunsStore(db, audit);
  }

  /**
   * Starts the planning of one queued run, if its stack is free and the limits leave room, and takes its lease. Older
   * plans of the stack that wait for somebody are discarded in the same step. Says what is in its way otherwise.
   */
  async claimQueued(
    run: RunRecord,
    options: { holder: LeaseHolder; limits: ConcurrencyLimits; actor: string },
  ): Promise<{ claimed: boolean; hindrance?: Hindrance }> {
    const { holder, limits, actor } = options;
    try {
      return await this.#audit.transaction(async trx => {
        await lockClaims(trx);
        const hindrance = await hindranceOf(trx, run, limits);
        if (hindrance) return { claimed: false, hindrance };
        await this.#discardOlder(trx, run, actor);
        const claimed = await this.#runs.transition(
          {
            runId: run.run.id,
            from: 'queued',
            to: 'planning',
            actor,
            patch: {
              ...newJob('plan', run),
              lease_owner: holder.owner,
              lease_until: holder.until().toISOString(),
            },
          },
          trx,
        );
        return { claimed };
      });
    } catch (error) {
      if (isDatabaseConflictError(error)) return { claimed: false };
      throw error;
    }
  }

  /** Starts the apply of an approved run, if the limits leave room for another runner. */
  async startApply(
    run: RunRecord,
    options: {
      leaseOwner: string;
      limits: ConcurrencyLimits;
      actor: string;
      gates: GateDecision[];
      /** Whether something that was declared meanwhile forbids it. */
      isForbidden: (trx: Knex) => Promise<boolean>;
    },
  ): Promise<boolean> {
    return this.#audit.transaction(async trx => {
      await lockClaims(trx);
      const busy = await busyRuns(trx);
      if (reachedLimit(busy, run, options.limits)) return false;
      if (await options.isForbidden(trx)) return false;
      return this.#runs.transition(
        {
          runId: run.run.id,
          from: 'approved',
          to: 'applying',
          actor: options.actor,
          leaseOwner: options.leaseOwner,
          patch: {
            ...newJob('apply', run),
            gates: JSON.stringify(options.gates),
          },
        },
        trx,
      );
    });
  }

  /** Takes the lease of a run that has work to do, if it is free: never taken, given back, or not renewed in time. */
  async claim(
    run: RunRecord,
    holder: LeaseHolder,
    isDead: (owner: string) => boolean,
  ): Promise<boolean> {
    const now = new Date().toISOString();
    const { leaseOwner, leaseUntil } = run;
    const free =
      !leaseOwner || !leaseUntil || leaseUntil < now || isDead(leaseOwner);
    if (!free) return false;
    const updated = await this.#db<RunRow>('runs')
      .where({ id: run.run.id, state: run.run.state })
      .andWhere(query => {
        if (leaseOwner) query.where('lease_owner', leaseOwner);
        else query.whereNull('lease_owner');
      })
      .andWhere(query => {
        if (leaseUntil) query.where('lease_until', leaseUntil);
        else query.whereNull('lease_until');
      })
      .update({
        lease_owner: holder.owner,
        lease_until: holder.until().toISOString(),
      });
    return updated > 0;
  }

  /** Keeps a lease. Answers false when it is somebody else's by now. */
  async renew(runId: string, holder: LeaseHolder): Promise<boolean> {
    const updated = await this.#db<RunRow>('runs')
      .where({ id: runId, lease_owner: holder.owner })
      .update({ lease_until: holder.until().toISOString() });
    return updated > 0;
  }

  async release(runId: string, owner: string): Promise<void> {
    await this.#db<RunRow>('runs')
      .where({ id: runId, lease_owner: owner })
      .update({ lease_owner: null, lease_until: null });
  }

  /** A run may move from one waiting state to another while it is discarded, so it is looked for until none is left. */
  async #discardOlder(trx: Knex, run: RunRecord, actor: string): Promise<void> {
    for (;;) {
      const older = await trx<RunRow>('runs')
        .where({ stack_id: run.run.stackId })
        .whereIn('state', [...REPLACEABLE_STATES])
        .first('id', 'state');
      if (!older) return;
      await this.#runs.transition(
        {
          runId: older.id,
          from: older.state,
          to: 'discarded',
          actor,
          reason: `A newer plan of the stack took its place: run ${run.run.id}`,
        },
        trx,
      );
    }
  }
}

/** The columns of a job that nobody has started yet. */
export function newJob(
  kind: 'plan' | 'apply' | 'verify' | 'unlock',
  run: RunRecord,
): Partial<RunRow> {
  const count = run.jobCount + 1;
  const numbered = kind === 'verify' || kind === 'unlock';
  return {
    job: numbered ? `${kind}-${count}` : kind,
    job_host: null,
    job_started_at: null,
    job_offset: 0,
    job_count: count,
  };
}

/** Makes replicas decide one after the other, so that limits and freezes hold. */
export async function lockClaims(trx: Knex): Promise<void> {
  await trx('locks').where({ name: 'claim' }).increment('counter', 1);
}
