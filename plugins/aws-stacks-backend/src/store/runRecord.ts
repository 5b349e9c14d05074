// SPDX-License-Identifier: Apache-2.0
import type {
  CostEstimate,
  LayerOutputRef,
  PolicyReview,
  Run,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { RunRow, StackRow } from './rows';

/** A run with what only the engine needs to know. */
export interface RunRecord {
  run: Run;
  description?: string;
  layerOutputs: LayerOutputRef[];
  policy?: PolicyReview;
  cost?: CostEstimate;
  job?: RunJob;
  /** How many jobs the run had; numbers the folders. */
  jobCount: number;
  cancelledBy?: string;
  /** The state lock that a runner has reported as held. */
  lockId?: string;
  leaseOwner?: string;
  leaseUntil?: string;
}

/** The piece of work a runner does, or is to do, for a run. */
export interface RunJob {
  /** Name of its folder, for example `plan` or `verify-2`. */
  folder: string;
  /** Where it was started; absent while it was not. */
  host?: string;
  startedAt?: string;
  /** How much of its events is stored already, in bytes. */
  offset: number;
}

/** Columns of a {@link Run}. */
export const RUN_COLUMNS = [
  'runs.id',
  'runs.stack_id',
  'runs.state',
  'runs.reason',
  'runs.hint',
  'runs.requested_by',
  'runs.source_digest',
  'runs.system',
  'runs.plan_digest',
  'runs.summary',
  'runs.has_changes',
  'runs.gates',
  'runs.created_at',
  'runs.updated_at',
  'runs.planned_at',
  'runs.expires_at',
  'runs.finished_at',
  'runs.operation',
  'runs.policy',
  'runs.cost',
  'runs.risks',
  'runs.change',
  'runs.promoted_from',
  'runs.imports',
  'stacks.layer',
  'stacks.name',
  'stacks.engine',
  'stacks.account_id',
  'stacks.region',
  'stacks.environment',
  'stacks.owner',
  'stacks.entity_ref',
] as const;

/** Columns of a {@link RunRecord}. */
export const RECORD_COLUMNS = [
  ...RUN_COLUMNS,
  'runs.description',
  'runs.layer_outputs',
  'runs.job',
  'runs.job_host',
  'runs.job_started_at',
  'runs.job_offset',
  'runs.job_count',
  'runs.cancelled_by',
  'runs.lock_id',
  'runs.lease_owner',
  'runs.lease_until',
] as const;

/** A row with {@link RUN_COLUMNS}. */
export type JoinedRunRow = Omit<
  RunRow,
  'secrets' | 'plan' | 'last_seq' | 'idempotency_key'
> &
  Pick<
    StackRow,
    | 'layer'
    | 'name'
    | 'engine'
    | 'account_id'
    | 'region'
    | 'environment'
    | 'owner'
    | 'entity_ref'
  >;

export function toRun(row: JoinedRunRow): Run {
  return {
    id: row.id,
    stackId: row.stack_id,
    layer: row.layer,
    name: row.name,
    engine: row.engine,
    operation: row.operation,
    target: {
      accountId: row.account_id,
      region: row.region,
      environment: row.environment,
    },
    owner: row.owner,
    system: row.system ?? undefined,
    entityRef: row.entity_ref,
    state: row.state,
    reason: row.reason ?? undefined,
    hint: row.hint ?? undefined,
    requestedBy: row.requested_by,
    source: { kind: 'bundle', digest: row.source_digest },
    planDigest: row.plan_digest ?? undefined,
    summary: row.summary ? JSON.parse(row.summary) : undefined,
    hasChanges: row.has_changes === null ? undefined : Boolean(row.has_changes),
    gates: JSON.parse(row.gates),
    risks: JSON.parse(row.risks),
    monthlyCost: monthlyCostOf(row.cost),
    change: row.change ? JSON.parse(row.change) : undefined,
    promotedFrom: row.promoted_from ? JSON.parse(row.promoted_from) : undefined,
    imports: row.imports ? JSON.parse(row.imports) : undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    plannedAt: row.planned_at ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
  };
}

function monthlyCostOf(cost: string | null): Run['monthlyCost'] {
  if (cost === null) return undefined;
  const { monthly, currency }: CostEstimate = JSON.parse(cost);
  return { ...monthly, currency };
}

export function toRecord(row: JoinedRunRow): RunRecord {
  return {
    run: toRun(row),
    description: row.description ?? undefined,
    layerOutputs: JSON.parse(row.layer_outputs),
    policy: row.policy ? JSON.parse(row.policy) : undefined,
    cost: row.cost ? JSON.parse(row.cost) : undefined,
    job: row.job
      ? {
          folder: row.job,
          host: row.job_host ?? undefined,
          startedAt: row.job_started_at ?? undefined,
          offset: Number(row.job_offset),
        }
      : undefined,
    jobCount: row.job_count,
    cancelledBy: row.cancelled_by ?? undefined,
    lockId: row.lock_id ?? undefined,
    leaseOwner: row.lease_owner ?? undefined,
    leaseUntil: row.lease_until ?? undefined,
  };
}
