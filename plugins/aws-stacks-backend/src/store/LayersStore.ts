// SPDX-License-Identifier: Apache-2.0
import {
  type LayerOutputRef,
  layerOutputRefSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { RunRow, StackRow } from './rows';

/** A stack as far as the order of layers is concerned. */
export interface PlacedStack {
  stackId: string;
  layer: string;
  name: string;
  target: {
    accountId: string;
    region: string;
    environment: StackRow['environment'];
  };
  owner: string;
  system?: string;
  entityRef: string;
  /** Stacks whose outputs it is fed with. */
  dependsOn: string[];
  status: StackRow['status'];
  drift: StackRow['drift_state'];
  /** It was made elsewhere and is only registered. */
  standing: boolean;
  lastRun?: Pick<RunRow, 'id' | 'state' | 'operation'>;
}

type Row = Pick<
  StackRow,
  | 'id'
  | 'layer'
  | 'name'
  | 'account_id'
  | 'region'
  | 'environment'
  | 'owner'
  | 'system'
  | 'entity_ref'
  | 'depends_on'
  | 'status'
  | 'drift_state'
  | 'kind'
> & {
  run_id: string | null;
  run_state: RunRow['state'] | null;
  run_operation: RunRow['operation'] | null;
};

const COLUMNS = [
  'stacks.id',
  'stacks.layer',
  'stacks.name',
  'stacks.account_id',
  'stacks.region',
  'stacks.environment',
  'stacks.owner',
  'stacks.system',
  'stacks.entity_ref',
  'stacks.depends_on',
  'stacks.status',
  'stacks.drift_state',
  'stacks.kind',
  'runs.id as run_id',
  'runs.state as run_state',
  'runs.operation as run_operation',
] as const;

const stacksSchema = z.array(
  z.object({ stackId: z.string() }).transform(({ stackId }) => stackId),
);

/** Reads which layers have stacks where. */
export class LayersStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** All stacks but those that are destroyed, oldest first. */
  async list(filter: {
    accountId?: string;
    layers?: readonly string[];
  }): Promise<PlacedStack[]> {
    const query = this.#select().orderBy('stacks.id');
    if (filter.accountId) query.where('stacks.account_id', filter.accountId);
    if (filter.layers) query.whereIn('stacks.layer', [...filter.layers]);
    return (await query).map(toPlaced);
  }

  async find(stackIds: readonly string[]): Promise<PlacedStack[]> {
    if (stackIds.length === 0) return [];
    const rows = await this.#select().whereIn('stacks.id', [...stackIds]);
    return rows.map(toPlaced);
  }

  /** The outputs of other stacks that a run takes. */
  async layerOutputsOf(runId: string): Promise<LayerOutputRef[]> {
    const row = await this.#db<RunRow>('runs')
      .where({ id: runId })
      .first('layer_outputs');
    return z
      .array(layerOutputRefSchema)
      .parse(JSON.parse(row?.layer_outputs ?? '[]'));
  }

  #select() {
    return this.#db('stacks')
      .leftJoin('runs', 'runs.id', 'stacks.last_run_id')
      .whereNot('stacks.status', 'destroyed')
      .select<Row[]>(...COLUMNS);
  }
}

function toPlaced(row: Row): PlacedStack {
  const { run_id: id, run_state: state, run_operation: operation } = row;
  return {
    stackId: row.id,
    layer: row.layer,
    name: row.name,
    target: {
      accountId: row.account_id,
      region: row.region,
      environment: row.environment,
    },
    owner: row.owner,
    system: row.system ?? undefined,
    entityRef: row.entity_ref,
    dependsOn: stacksSchema.parse(JSON.parse(row.depends_on)),
    status: row.status,
    drift: row.drift_state,
    standing: row.kind === 'standing',
    ...(id && state && operation && { lastRun: { id, state, operation } }),
  };
}
