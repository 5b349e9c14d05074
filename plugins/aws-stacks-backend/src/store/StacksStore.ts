// SPDX-License-Identifier: Apache-2.0
import type {
  Stack,
  StackDetail,
  StackStatus,
  StacksQuery,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { type StackCriteria, escapeLike, whereAllowed } from './filters';
import type { RunRow, StackRow } from './rows';

const LIST_COLUMNS = [
  'stacks.id',
  'stacks.layer',
  'stacks.name',
  'stacks.engine',
  'stacks.account_id',
  'stacks.region',
  'stacks.environment',
  'stacks.owner',
  'stacks.system',
  'stacks.description',
  'stacks.entity_ref',
  'stacks.status',
  'stacks.last_run_id',
  'stacks.source_digest',
  'bundles.layer_version',
  'stacks.applied_at',
  'stacks.drift_state',
  'stacks.drift_checked_at',
  'stacks.drift_since',
  'stacks.drift_resources',
  'stacks.drift_problem',
  'stacks.kind',
  'stacks.origin',
  'stacks.drift_unchecked',
  'stacks.depends_on',
  'stacks.created_at',
  'stacks.updated_at',
  'runs.state as last_run_state',
  'runs.updated_at as last_run_updated_at',
] as const;

type ListRow = Omit<StackRow, 'outputs' | 'resources'> & {
  layer_version: string | null;
  last_run_state: RunRow['state'] | null;
  last_run_updated_at: string | null;
};

type DetailRow = ListRow & Pick<StackRow, 'outputs' | 'resources'>;

/** What a list of stacks is narrowed to. */
export type StacksFilter = Omit<StacksQuery, 'limit' | 'cursor' | 'status'> & {
  limit: number;
  /** Without it, all but those that are destroyed. */
  status?: readonly StackStatus[];
  /** Only stacks before this id. */
  before?: string;
  allowed?: StackCriteria;
  entityRef?: string;
};

/** Reads and writes the table `stacks`. */
export class StacksStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** Stacks with the newest first. */
  async list(filter: StacksFilter): Promise<Stack[]> {
    const query = this.#select<ListRow>(LIST_COLUMNS)
      .orderBy('stacks.id', 'desc')
      .limit(filter.limit);
    whereAllowed(query, filter.allowed);
    whereEqual(query, filter);
    if (filter.status) query.whereIn('stacks.status', [...filter.status]);
    else query.whereNot('stacks.status', 'destroyed');
    if (filter.before) query.andWhere('stacks.id', '<', filter.before);
    if (filter.changedSince) {
      const since = new Date(filter.changedSince).toISOString();
      query.andWhere('stacks.updated_at', '>', since);
    }
    if (filter.text) whereText(query, filter.text);
    if (filter.layerVersion) whereVersion(query, filter.layerVersion);
    return (await query).map(toStack);
  }

  async find(id: string): Promise<StackDetail | undefined> {
    const [row] = await this.#details().where({ 'stacks.id': id });
    return row && toDetail(row);
  }

  async findMany(ids: readonly string[]): Promise<StackDetail[]> {
    const rows = await this.#details().whereIn('stacks.id', [...ids]);
    return rows.map(toDetail);
  }

  /** Applied stacks of a layer, with what they give to others. */
  async listApplied(filter: {
    layer: string;
    accountId?: string;
    region?: string;
    allowed?: StackCriteria;
    limit: number;
  }): Promise<StackDetail[]> {
    const query = this.#details()
      .whereNotNull('stacks.applied_at')
      .orderBy('stacks.id', 'desc')
      .limit(filter.limit);
    whereAllowed(query, filter.allowed);
    whereEqual(query, filter);
    return (await query).map(toDetail);
  }

  #details() {
    return this.#select<DetailRow>([
      ...LIST_COLUMNS,
      'stacks.outputs',
      'stacks.resources',
    ]);
  }

  #select<T extends object>(columns: readonly string[]) {
    return this.#db('stacks')
      .leftJoin('runs', 'runs.id', 'stacks.last_run_id')
      .leftJoin('bundles', 'bundles.digest', 'stacks.source_digest')
      .select<T[]>(...columns);
  }
}

function whereEqual(
  query: Knex.QueryBuilder,
  filter: Partial<StacksFilter>,
): void {
  const wanted = {
    'stacks.layer': filter.layer,
    'stacks.account_id': filter.accountId,
    'stacks.region': filter.region,
    'stacks.environment': filter.environment,
    'stacks.owner': filter.owner,
    'stacks.system': filter.system,
    'stacks.engine': filter.engine,
    'stacks.entity_ref': filter.entityRef,
  };
  for (const [column, value] of Object.entries(wanted)) {
    if (value !== undefined) query.andWhere(column, value);
  }
}

/** Of sources that are applied: what stands nowhere has no version. */
function whereVersion(query: Knex.QueryBuilder, version: string): void {
  query.whereNotNull('stacks.source_digest');
  if (version === 'none') query.whereNull('bundles.layer_version');
  else query.andWhere('bundles.layer_version', version);
}

function whereText(query: Knex.QueryBuilder, text: string): void {
  const pattern = `%${escapeLike(text.toLowerCase())}%`;
  query.andWhere(any => {
    for (const column of ['layer', 'name', 'entity_ref', 'description']) {
      any.orWhereRaw(`LOWER(stacks.${column}) LIKE ? ESCAPE '\\'`, [pattern]);
    }
  });
}

function toStack(row: ListRow): Stack {
  return {
    id: row.id,
    layer: row.layer,
    name: row.name,
    engine: row.engine,
    target: {
      accountId: row.account_id,
      region: row.region,
      environment: row.environment,
    },
    owner: row.owner,
    system: row.system ?? undefined,
    description: row.description ?? undefined,
    entityRef: row.entity_ref,
    status: row.status,
    standing:
      row.kind === 'standing' ? { origin: row.origin ?? '' } : undefined,
    dependsOn: JSON.parse(row.depends_on),
    lastRun: toLastRun(row),
    drift: {
      state: row.drift_state,
      checkedAt: row.drift_checked_at ?? undefined,
      since: row.drift_since ?? undefined,
      resources: row.drift_resources,
      problem: row.drift_problem ?? undefined,
      unchecked: row.drift_unchecked || undefined,
    },
    sourceDigest: row.source_digest ?? undefined,
    layerVersion: row.layer_version ?? undefined,
    appliedAt: row.applied_at ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toLastRun(row: ListRow): Stack['lastRun'] {
  if (!row.last_run_id || !row.last_run_state || !row.last_run_updated_at) {
    return undefined;
  }
  return {
    id: row.last_run_id,
    state: row.last_run_state,
    updatedAt: row.last_run_updated_at,
  };
}

function toDetail(row: DetailRow): StackDetail {
  return {
    ...toStack(row),
    outputs: JSON.parse(row.outputs),
    resources: JSON.parse(row.resources),
  };
}
