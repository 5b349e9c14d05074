// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type {
  DecisionRequest,
  OperationRequest,
  OverrideRequest,
  Run,
  RunAction,
  RunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { mayBeOverridden } from '../rules/policyLevels';
import { assertAction, ENGINE_ACTOR } from '../rules/runStates';
import { newJob } from '../store/LeasesStore';
import type { AuditStore } from '../store/AuditStore';
import type { RunRecord } from '../store/runRecord';
import type { RunRow } from '../store/rows';
import type { RunsStore, Transition } from '../store/RunsStore';
import type { Voter } from '@groundwork/backstage-plugin-groundwork-node';
import type { Authorizer } from './Authorizer';
import type { RunApprovals } from './RunApprovals';
import { assertDigest, busy, hasChanged, settleStack } from './decisionChecks';
import { ACTION_PERMISSIONS } from './RunsService';
import type { Voters } from './Voters';

/** The steps besides a decision on the plan. */
export type RunOperation = 'discard' | 'cancel' | 'resume' | 'unlock' | 'fail';

/** Who takes a step. */
export interface Decider {
  userRef: string;
  credentials: BackstageCredentials;
}

/** What decisions need. */
export interface RunDecisionsOptions {
  runs: RunsStore;
  audit: AuditStore;
  approvals: RunApprovals;
  authorizer: Authorizer;
  voters: Voters;
  wake: () => void;
}

/** The steps that people take with a run. */
export class RunDecisions {
  readonly #options: RunDecisionsOptions;

  static create(options: RunDecisionsOptions): RunDecisions {
    return new RunDecisions(options);
  }

  private constructor(options: RunDecisionsOptions) {
    this.#options = options;
  }

  /** Votes on the plan with this digest. The last vote that is needed approves the run, in the same transaction. */
  async decide(
    runId: string,
    decision: 'approve' | 'reject',
    request: DecisionRequest,
    decider: Decider,
  ): Promise<RunRecord> {
    const record = await this.#require(runId, decision, decider);
    await this.#refuseExpired(record);
    assertAction(decision, record.run.state);
    assertDigest(record.run, request.planDigest);
    const voter = await this.#options.voters.of(decider.credentials);
    if (!voter) throw new NotAllowedError('Only a person can decide on a plan');
    await this.#options.audit.transaction(trx =>
      this.#vote(trx, record.run, decision, request, voter),
    );
    return this.#finish(runId);
  }

  /** Lets a plan with this digest go on against policies of level `soft`; it is checked again, and then asks gates and people. */
  async override(
    runId: string,
    { planDigest, reason }: OverrideRequest,
    decider: Decider,
  ): Promise<RunRecord> {
    const record = await this.#require(runId, 'override', decider);
    const { run, policy } = record;
    assertAction('override', run.state);
    assertDigest(run, planDigest);
    if (!policy || !mayBeOverridden(policy)) {
      throw new ConflictError(
        `A policy of level hard objects to run ${runId}; nobody can override it. Correct the source and plan again`,
      );
    }
    const { userRef } = decider;
    const at = new Date().toISOString();
    const overridden = {
      ...policy,
      override: { userRef, reason, at, planDigest },
    };
    const changed = await this.#go(record, 'planned', {
      actor: userRef,
      action: 'run.override',
      reason,
      patch: { policy: JSON.stringify(overridden) },
    });
    if (!changed) throw hasChanged(runId);
    return this.#finish(runId);
  }

  async operate(
    runId: string,
    operation: RunOperation,
    request: OperationRequest,
    decider: Decider,
  ): Promise<RunRecord> {
    const record = await this.#require(runId, operation, decider);
    assertAction(operation, record.run.state);
    const done = await this.#steps[operation](record, request, decider.userRef);
    if (!done) throw hasChanged(runId);
    return this.#finish(runId);
  }

  readonly #steps: Record<
    RunOperation,
    (
      record: RunRecord,
      request: OperationRequest,
      userRef: string,
    ) => Promise<boolean>
  > = {
    discard: (record, request, userRef) =>
      this.#go(record, 'discarded', { ...request, actor: userRef }),
    cancel: (record, request, userRef) =>
      record.job
        ? this.#askToStop(record, request, userRef)
        : this.#go(record, 'cancelled', { ...request, actor: userRef }),
    resume: (record, request, userRef) =>
      record.job
        ? busy(record)
        : this.#go(record, 'verifying', {
            ...request,
            actor: userRef,
            action: 'run.resume',
            patch: newJob('verify', record),
          }),
    unlock: (record, request, userRef) =>
      record.job ? busy(record) : this.#unlock(record, request, userRef),
    fail: (record, request, userRef) =>
      record.job
        ? busy(record)
        : this.#go(record, 'failed', {
            ...request,
            reason: request.reason ?? 'Marked as failed',
            actor: userRef,
            action: 'run.fail',
            then: trx => settleStack(trx, record.run.stackId),
          }),
  };

  async #require(
    runId: string,
    action: RunAction,
    { credentials }: Decider,
  ): Promise<RunRecord> {
    const record = await this.#options.runs.find(runId);
    if (!record) throw new NotFoundError(`There is no run ${runId}`);
    await this.#options.authorizer.requireStack(
      ACTION_PERMISSIONS[action],
      record.run,
      credentials,
    );
    return record;
  }

  async #refuseExpired({ run }: RunRecord): Promise<void> {
    const now = new Date().toISOString();
    if (run.state !== 'awaiting-approval' || !run.expiresAt) return;
    if (run.expiresAt > now) return;
    await this.#options.runs.transition({
      runId: run.id,
      from: run.state,
      to: 'expired',
      actor: ENGINE_ACTOR,
      reason: `The plan was valid until ${run.expiresAt}`,
      hint: 'Plan again',
    });
    throw new ConflictError(
      `The plan expired at ${run.expiresAt}; plan again and look at the new plan`,
    );
  }

  async #vote(
    trx: Knex,
    run: Run,
    decision: 'approve' | 'reject',
    { planDigest, comment }: DecisionRequest,
    voter: Voter,
  ): Promise<void> {
    const { approvals, audit, runs } = this.#options;
    const verdict = await approvals.vote(trx, run.id, {
      ...voter,
      digest: planDigest,
      decision,
      comment,
    });
    const step = {
      actor: voter.userRef,
      action: `run.${decision}`,
      reason: comment,
    };
    if (!verdict.rejected && !verdict.satisfied) {
      const { id: runId, stackId } = run;
      await audit.add({ ...step, outcome: 'done', runId, stackId }, trx);
      return;
    }
    const to = verdict.rejected ? 'discarded' : 'approved';
    const changed = await runs.transition(
      { ...step, runId: run.id, from: run.state, to },
      trx,
    );
    if (!changed) {
      throw new ConflictError(
        `Run ${run.id} is no longer ${run.state}; look at it again`,
      );
    }
  }

  #go(
    { run }: RunRecord,
    to: RunState,
    change: Omit<Transition, 'runId' | 'from' | 'to'>,
  ): Promise<boolean> {
    return this.#options.runs.transition({
      runId: run.id,
      from: run.state,
      to,
      ...change,
    });
  }

  /** The runner is interrupted by whoever has the lease; what became of the run is its result. */
  async #askToStop(
    { run }: RunRecord,
    { reason }: OperationRequest,
    userRef: string,
  ): Promise<boolean> {
    return this.#mark(
      run,
      { cancelled_by: userRef },
      {
        actor: userRef,
        action: 'run.cancel',
        reason,
      },
    );
  }

  async #unlock(
    record: RunRecord,
    { reason }: OperationRequest,
    userRef: string,
  ): Promise<boolean> {
    return this.#mark(record.run, newJob('unlock', record), {
      actor: userRef,
      action: 'run.unlock',
      reason,
    });
  }

  /** A change that leaves the state as it is, with its audit row. */
  async #mark(
    run: Run,
    patch: Partial<RunRow>,
    entry: { actor: string; action: string; reason?: string },
  ): Promise<boolean> {
    const { audit } = this.#options;
    return audit.transaction(async trx => {
      const updated = await trx<RunRow>('runs')
        .where({ id: run.id, state: run.state })
        .update({ ...patch, updated_at: new Date().toISOString() });
      if (updated === 0) return false;
      await audit.add(
        { ...entry, outcome: 'done', runId: run.id, stackId: run.stackId },
        trx,
      );
      return true;
    });
  }

  async #finish(runId: string): Promise<RunRecord> {
    this.#options.wake();
    const record = await this.#options.runs.find(runId);
    if (!record) throw new NotFoundError(`There is no run ${runId}`);
    return record;
  }
}
