// SPDX-License-Identifier: Apache-2.0
import type {
  Engine,
  Environment,
  RunOperation,
  RunState,
  StackDrift,
  StackStatus,
} from '@groundwork/backstage-plugin-groundwork-common';

/** A row of `bundles`. */
export interface BundleRow {
  digest: string;
  size_bytes: number;
  files: string;
  /** Null in bundles that were stored before it was computed. */
  code_digest: string | null;
  layer_version: string | null;
  created_by: string;
  created_at: string;
}

/** A row of `stacks`. */
export interface StackRow {
  id: string;
  layer: string;
  name: string;
  engine: Engine;
  account_id: string;
  region: string;
  environment: Environment;
  owner: string;
  system: string | null;
  description: string | null;
  entity_ref: string;
  status: StackStatus;
  last_run_id: string | null;
  source_digest: string | null;
  applied_at: string | null;
  depends_on: string;
  outputs: string;
  resources: string;
  drift_state: StackDrift['state'];
  drift_checked_at: string | null;
  drift_since: string | null;
  drift_resources: number;
  drift_problem: string | null;
  kind: 'managed' | 'standing';
  origin: string | null;
  drift_unchecked: number;
  created_at: string;
  updated_at: string;
}

/** A row of `runs`. */
export interface RunRow {
  id: string;
  stack_id: string;
  state: RunState;
  reason: string | null;
  hint: string | null;
  requested_by: string;
  idempotency_key: string | null;
  source_digest: string;
  system: string | null;
  description: string | null;
  plan_digest: string | null;
  summary: string | null;
  has_changes: boolean | number | null;
  gates: string;
  layer_outputs: string;
  created_at: string;
  updated_at: string;
  planned_at: string | null;
  expires_at: string | null;
  finished_at: string | null;
  job: string | null;
  job_host: string | null;
  job_started_at: string | null;
  job_offset: number | string;
  job_count: number;
  cancelled_by: string | null;
  lock_id: string | null;
  lease_owner: string | null;
  lease_until: string | null;
  last_seq: number;
  secrets: string | null;
  plan: string | null;
  operation: RunOperation;
  policy: string | null;
  cost: string | null;
  risks: string;
  change: string | null;
  secret_names: string | null;
  promoted_from: string | null;
  imports: string | null;
}

/** A row of `freezes`. */
export interface FreezeRow {
  id: string;
  kind: 'everything' | 'environment' | 'account';
  value: string | null;
  reason: string;
  from_at: string;
  until_at: string | null;
  created_by: string;
  ended_at: string | null;
  ended_by: string | null;
}

/** A row of `run_events`. */
export interface RunEventRow {
  run_id: string;
  seq: number;
  kind: string;
  body: string;
}

/** A row of `audit`. */
export interface AuditRow {
  id: string;
  at: string;
  actor: string;
  action: string;
  outcome: 'done' | 'refused';
  stack_id: string | null;
  run_id: string | null;
  from_state: RunState | null;
  to_state: RunState | null;
  reason: string | null;
  details: string | null;
  position: number | string | null;
  previous_hash: string | null;
  hash: string | null;
}

/** The row of `audit_chain`: where the chain of audit rows ends. */
export interface AuditChainRow {
  name: string;
  position: number | string;
  hash: string;
}

/** A row of `drift_checks`. */
export interface DriftCheckRow {
  stack_id: string;
  due_at: string;
  lease_owner: string | null;
  lease_until: string | null;
  asked_by: string | null;
  resources: string;
  unchecked: string;
  notes: string;
}

/** A row of `drift_ignores`. */
export interface DriftIgnoreRow {
  id: string;
  stack_id: string;
  address: string;
  path: string | null;
  reason: string;
  until_at: string | null;
  created_by: string;
  created_at: string;
  ended_at: string | null;
  ended_by: string | null;
}
