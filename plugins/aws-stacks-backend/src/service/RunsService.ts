// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  type AuditPage,
  type Run,
  type RunAction,
  type RunDetail,
  type RunEventsPage,
  type RunPlan,
  type RunsPage,
  decodeCursor,
  encodeCursor,
  runActionSchema,
  stackApplyPermission,
  stackApprovePermission,
  stackCancelPermission,
  stackOverridePermission,
  stackReadPermission,
  stackUnlockPermission,
  type runsQuerySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { z } from 'zod';
import type { StacksConfig } from '../config/StacksConfig';
import type { ChangeRecords } from '../rules/ChangeRecords';
import { mayBeOverridden } from '../rules/policyLevels';
import { ACTION_STATES } from '../rules/runStates';
import type { AuditStore } from '../store/AuditStore';
import type { EventsStore } from '../store/EventsStore';
import type { HealthStore } from '../store/HealthStore';
import type { RunRecord } from '../store/runRecord';
import type { RunsStore } from '../store/RunsStore';
import { userOf } from './actor';
import type { Authorizer, StackPermission } from './Authorizer';
import type { RunApprovals } from './RunApprovals';
import type { Voters } from './Voters';

/** How many events one answer holds. */
const EVENTS_PER_PAGE = 1_000;

/** Which permission each step of a person needs. */
export const ACTION_PERMISSIONS: Readonly<Record<RunAction, StackPermission>> =
  {
    approve: stackApprovePermission,
    reject: stackApprovePermission,
    discard: stackCancelPermission,
    cancel: stackCancelPermission,
    resume: stackApplyPermission,
    unlock: stackUnlockPermission,
    fail: stackApplyPermission,
    override: stackOverridePermission,
  };

/** Reads runs for people. */
export class RunsService {
  readonly #runs: RunsStore;
  readonly #events: EventsStore;
  readonly #health: HealthStore;
  readonly #config: StacksConfig;
  readonly #audit: AuditStore;
  readonly #authorizer: Authorizer;
  readonly #approvals: RunApprovals;
  readonly #voters: Voters;
  readonly #changeRecords: ChangeRecords;

  static create(options: {
    runs: RunsStore;
    events: EventsStore;
    health: HealthStore;
    config: StacksConfig;
    audit: AuditStore;
    authorizer: Authorizer;
    approvals: RunApprovals;
    voters: Voters;
    changeRecords: ChangeRecords;
  }): RunsService {
    return new RunsService(options);
  }

  private constructor(options: {
    runs: RunsStore;
    events: EventsStore;
    health: HealthStore;
    config: StacksConfig;
    audit: AuditStore;
    authorizer: Authorizer;
    approvals: RunApprovals;
    voters: Voters;
    changeRecords: ChangeRecords;
  }) {
    this.#runs = options.runs;
    this.#events = options.events;
    this.#health = options.health;
    this.#config = options.config;
    this.#audit = options.audit;
    this.#authorizer = options.authorizer;
    this.#approvals = options.approvals;
    this.#voters = options.voters;
    this.#changeRecords = options.changeRecords;
  }

  async list(
    query: z.output<typeof runsQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<RunsPage> {
    const before = readCursor(query.cursor);
    const allowed = await this.#authorizer.criteria(
      stackReadPermission,
      credentials,
    );
    const { limit, state: states, stackId, accountId, requestedBy } = query;
    const runs = await this.#runs.list({
      limit: limit + 1,
      before,
      allowed,
      states,
      stackId,
      accountId,
      requestedBy,
    });
    return toPage(runs, limit);
  }

  /** The run, if it exists and the caller may see it. */
  async require(
    runId: string,
    credentials: BackstageCredentials,
  ): Promise<Run> {
    return (await this.#requireRecord(runId, credentials)).run;
  }

  async #requireRecord(
    runId: string,
    credentials: BackstageCredentials,
  ): Promise<RunRecord> {
    const record = await this.#runs.find(runId);
    if (!record) throw new NotFoundError(`There is no run ${runId}`);
    await this.#authorizer.requireStack(
      stackReadPermission,
      record.run,
      credentials,
    );
    return record;
  }

  async get(
    runId: string,
    credentials: BackstageCredentials,
  ): Promise<RunDetail> {
    return this.describe(
      await this.#requireRecord(runId, credentials),
      credentials,
    );
  }

  /** A run with what the caller may do about it. */
  async describe(
    record: RunRecord,
    credentials: BackstageCredentials,
  ): Promise<RunDetail> {
    const { run, policy, cost } = record;
    const permitted = await this.#permittedActions(record, credentials);
    const isAsked = run.state === 'awaiting-approval';
    const approval = await this.#approvals.describe(run, {
      voter: isAsked ? await this.#voters.of(credentials) : undefined,
      permitted: permitted.includes('approve'),
    });
    const actions = permitted.filter(
      action => action !== 'approve' || approval.mayApprove,
    );
    const ticketUrl = this.#changeRecords.urlOf(run.change);
    const queue =
      run.state === 'queued'
        ? await this.#health.placeOf(record, this.#config.concurrency)
        : undefined;
    return { ...run, approval, actions, policy, cost, ticketUrl, queue };
  }

  async plan(
    runId: string,
    credentials: BackstageCredentials,
  ): Promise<RunPlan> {
    const run = await this.require(runId, credentials);
    const text = await this.#runs.findPlan(runId);
    if (!text || !run.planDigest) {
      throw new NotFoundError(`Run ${runId} is ${run.state} and has no plan`);
    }
    return { runId, planDigest: run.planDigest, plan: JSON.parse(text) };
  }

  async events(
    runId: string,
    after: number,
    credentials: BackstageCredentials,
  ): Promise<RunEventsPage> {
    await this.require(runId, credentials);
    const items = await this.#events.list({
      runId,
      after,
      limit: EVENTS_PER_PAGE,
    });
    return { items, lastSeq: items.at(-1)?.seq ?? after };
  }

  async audit(
    runId: string,
    page: { limit: number; cursor?: string },
    credentials: BackstageCredentials,
  ): Promise<AuditPage> {
    const after = readCursor(page.cursor);
    await this.require(runId, credentials);
    const entries = await this.#audit.listOfRun({
      runId,
      after,
      limit: page.limit + 1,
    });
    return toPage(entries, page.limit);
  }

  async #permittedActions(
    { run, policy }: RunRecord,
    credentials: BackstageCredentials,
  ): Promise<RunAction[]> {
    const possible = runActionSchema.options.filter(
      action =>
        ACTION_STATES[action].includes(run.state) &&
        (action !== 'override' || mayBeOverridden(policy)),
    );
    if (possible.length === 0 || !userOf(credentials)) return [];
    const permissions = [
      ...new Set(possible.map(action => ACTION_PERMISSIONS[action])),
    ];
    const allowed = await this.#authorizer.onStack(
      permissions,
      run,
      credentials,
    );
    return possible.filter(
      action => allowed[permissions.indexOf(ACTION_PERMISSIONS[action])],
    );
  }
}

/** Makes a page of rows of which one more was read than is shown. */
export function toPage<T extends { id: string }>(rows: T[], limit: number) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor =
    rows.length > limit && last ? encodeCursor([last.id]) : undefined;
  return { items, nextCursor, problems: [] };
}

/** The id a cursor stands for. */
export function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const key = decodeCursor(cursor, 1);
  if (!key) {
    throw new InputError(
      'The query parameter cursor is not one this list gave out; leave it out to begin at the start',
    );
  }
  return key[0];
}
