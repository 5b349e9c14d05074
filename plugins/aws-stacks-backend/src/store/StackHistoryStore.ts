// SPDX-License-Identifier: Apache-2.0
import {
  type ChangeRecord,
  type LayerOutputRef,
  RUN_STATES,
  type RunState,
  type Target,
  isTerminalRunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { type ResourceHolder, lastName } from '../rules/importHolders';
import { escapeLike } from './filters';
import type { RunRow, StackRow } from './rows';

/** A stack that takes an output of another. */
export interface Dependant {
  stackId: string;
  entityRef: string;
  owner: string;
  target: Target;
}

/** A source of a stack, with what its run said besides. */
export interface RunSource {
  runId: string;
  digest: string;
  requestedBy: string;
  at: string;
  change?: ChangeRecord;
  layerOutputs: LayerOutputRef[];
  /** The variables that were secret; their values are forgotten. */
  secretNames: string[];
  system?: string;
  description?: string;
}

const OPEN_STATES = RUN_STATES.filter(state => !isTerminalRunState(state));

const BROKEN_STATES: readonly RunState[] = ['failed', 'cancelled'];

const SOURCE_COLUMNS = [
  'id',
  'source_digest',
  'requested_by',
  'finished_at',
  'updated_at',
  'change',
  'layer_outputs',
  'secret_names',
  'system',
  'description',
] as const;

/** Reads how stacks hang together, and what became of them. */
export class StackHistoryStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** The stacks that take an output of one of these, or have a run that does and is open, or has left something half done. */
  async dependants(stackIds: readonly string[]): Promise<Dependant[]> {
    if (stackIds.length === 0) return [];
    const users = this.#db('runs')
      .join('stacks as users', 'users.id', 'runs.stack_id')
      .select('runs.stack_id')
      .whereNot('runs.operation', 'destroy')
      .andWhere(any => whereNamed(any, 'runs.layer_outputs', stackIds))
      .andWhere(any =>
        any
          .whereIn('runs.state', OPEN_STATES)
          .orWhere(last =>
            last
              .whereIn('runs.state', BROKEN_STATES)
              .andWhere('runs.id', this.#db.ref('users.last_run_id'))
              .andWhereNot('users.resources', '[]'),
          ),
      );
    const rows = await this.#db<StackRow>('stacks')
      .whereNot('status', 'destroyed')
      .andWhere(any =>
        whereNamed(any, 'depends_on', stackIds).orWhereIn('id', users),
      )
      .orderBy('id')
      .select(
        'id',
        'entity_ref',
        'owner',
        'account_id',
        'region',
        'environment',
      );
    return rows.map(row => ({
      stackId: row.id,
      entityRef: row.entity_ref,
      owner: row.owner,
      target: {
        accountId: row.account_id,
        region: row.region,
        environment: row.environment,
      },
    }));
  }

  /** Which of these stacks are about to go: their outputs are no ground to build on. */
  async beingDestroyed(stackIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.#db<RunRow>('runs')
      .whereIn('stack_id', [...stackIds])
      .andWhere('operation', 'destroy')
      .whereIn('state', ['approved', 'applying', 'verifying'])
      .select('stack_id');
    return new Set(rows.map(row => row.stack_id));
  }

  /** Stacks of an account that may have one of these resources, by the last name in its id. */
  async holdersOf(
    accountId: string,
    ids: readonly string[],
  ): Promise<ResourceHolder[]> {
    const rows = await this.#db<StackRow>('stacks')
      .where({ account_id: accountId })
      .whereNot('status', 'destroyed')
      .andWhere(any => {
        for (const id of ids) {
          const inJson = JSON.stringify(lastName(id)).slice(1, -1);
          const pattern = `%${escapeLike(inJson)}%`;
          any.orWhereRaw(`resources LIKE ? ESCAPE '\\'`, [pattern]);
        }
      })
      .select('entity_ref', 'resources');
    return rows.map(row => ({
      entityRef: row.entity_ref,
      resources: JSON.parse(row.resources),
    }));
  }

  /** Which of these entities stand for a stack, whatever became of it. */
  async stackRefs(entityRefs: readonly string[]): Promise<Set<string>> {
    const rows = await this.#db<StackRow>('stacks')
      .whereIn('entity_ref', [...entityRefs])
      .select('entity_ref');
    return new Set(rows.map(row => row.entity_ref));
  }

  /** The sources that were applied, newest first. */
  async appliedSources(filter: {
    stackId: string;
    limit: number;
    before?: string;
    runId?: string;
    digest?: string;
  }): Promise<RunSource[]> {
    const { stackId, limit, before, runId, digest } = filter;
    const query = this.#sources(stackId)
      .where('state', 'succeeded')
      .limit(limit);
    if (before) query.andWhere('id', '<', before);
    if (runId) query.andWhere('id', runId);
    if (digest) query.andWhere('source_digest', digest);
    return (await query).map(toSource);
  }

  /** What stands now; of a destroyed stack, what stood last. */
  async appliedSource(stack: {
    id: string;
    sourceDigest?: string;
  }): Promise<RunSource | undefined> {
    const [source] = await this.appliedSources({
      stackId: stack.id,
      digest: stack.sourceDigest,
      limit: 1,
    });
    return source;
  }

  /** The newest source of a stack, applied or not. */
  async newestSource(stackId: string): Promise<RunSource | undefined> {
    const [row] = await this.#sources(stackId).limit(1);
    return row && toSource(row);
  }

  /** The source of one run, applied or not. */
  async sourceOf(
    stackId: string,
    runId: string,
  ): Promise<RunSource | undefined> {
    const [row] = await this.#sources(stackId).andWhere('id', runId);
    return row && toSource(row);
  }

  /** The run that has destroyed a stack last. */
  async lastDestruction(
    stackId: string,
  ): Promise<{ runId: string; at: string } | undefined> {
    const row = await this.#db<RunRow>('runs')
      .where({ stack_id: stackId, operation: 'destroy', state: 'succeeded' })
      .orderBy('id', 'desc')
      .first('id', 'finished_at', 'updated_at');
    return row && { runId: row.id, at: row.finished_at ?? row.updated_at };
  }

  #sources(stackId: string) {
    return this.#db<RunRow>('runs')
      .where({ stack_id: stackId })
      .andWhereNot('operation', 'destroy')
      .orderBy('id', 'desc')
      .select(...SOURCE_COLUMNS);
  }
}

/** Ids stand in these columns as JSON has them. */
function whereNamed(
  query: Knex.QueryBuilder,
  column: string,
  stackIds: readonly string[],
): Knex.QueryBuilder {
  for (const id of stackIds) {
    const pattern = `%"stackId":"${escapeLike(id)}"%`;
    query.orWhereRaw(`?? LIKE ? ESCAPE '\\'`, [column, pattern]);
  }
  return query;
}

function toSource(
  row: Pick<RunRow, (typeof SOURCE_COLUMNS)[number]>,
): RunSource {
  return {
    runId: row.id,
    digest: row.source_digest,
    requestedBy: row.requested_by,
    at: row.finished_at ?? row.updated_at,
    change: row.change ? JSON.parse(row.change) : undefined,
    layerOutputs: JSON.parse(row.layer_outputs),
    secretNames: JSON.parse(row.secret_names ?? '[]'),
    system: row.system ?? undefined,
    description: row.description ?? undefined,
  };
}
