// SPDX-License-Identifier: Apache-2.0
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  type CreateRunRequest,
  type PromotionOrigin,
  type RunOperation,
  stackEntityRef,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import type { ChangeRecords } from '../rules/ChangeRecords';
import { AuditStore } from './AuditStore';
import { insertEvents } from './EventsStore';
import { newId } from './ids';
import type { StackRow } from './rows';
import { NOTHING_STANDS } from './stackLife';

/** A run that was checked and may be stored. */
export interface NewRun {
  request: CreateRunRequest;
  requestedBy: string;
  /** `apply` by default. */
  operation?: RunOperation;
  /** Where its code had been applied before. */
  promotedFrom?: PromotionOrigin;
  /** Seals the secrets for the run with this id. */
  sealSecrets: (runId: string) => string | undefined;
}

/** Stores new runs, and the stack when the run is its first. */
export class NewRuns {
  readonly #audit: AuditStore;
  readonly #changeRecords: ChangeRecords | undefined;

  constructor(
    db: Knex,
    options: { audit?: AuditStore; changeRecords?: ChangeRecords } = {},
  ) {
    this.#audit = options.audit ?? new AuditStore(db);
    this.#changeRecords = options.changeRecords;
  }

  /** Stores the run as `queued` and answers its id. Two requests that race for one stack or key: one is a conflict. */
  async add(newRun: NewRun): Promise<string> {
    const { change, target } = newRun.request;
    this.#changeRecords?.assert(change, target.environment);
    try {
      return await this.#audit.transaction(async trx => {
        const stack = await this.#findOrAddStack(trx, newRun.request);
        return this.#addRun(trx, stack, newRun);
      });
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      throw new ConflictError(
        `Another request for ${newRun.request.layer} ${newRun.request.name} came at the same moment; send it again`,
      );
    }
  }

  async #addRun(trx: Knex, stack: StackRow, newRun: NewRun): Promise<string> {
    const { request, requestedBy } = newRun;
    const id = newId();
    const now = new Date().toISOString();
    await trx('runs').insert({
      id,
      stack_id: stack.id,
      state: 'queued',
      operation: newRun.operation ?? 'apply',
      requested_by: requestedBy,
      idempotency_key: request.idempotencyKey ?? null,
      source_digest: request.source.digest,
      system: request.system ?? null,
      description: request.description ?? null,
      gates: '[]',
      layer_outputs: JSON.stringify(request.layerOutputs ?? []),
      change: changeColumn(request),
      secret_names: JSON.stringify(Object.keys(request.secretVariables ?? {})),
      promoted_from: newRun.promotedFrom
        ? JSON.stringify(newRun.promotedFrom)
        : null,
      imports: importsColumn(request),
      created_at: now,
      updated_at: now,
      last_seq: 1,
      secrets: newRun.sealSecrets(id) ?? null,
    });
    await insertEvents(trx, id, 0, [
      { kind: 'state', at: now, to: 'queued', actor: requestedBy },
    ]);
    await trx<StackRow>('stacks')
      .where({ id: stack.id })
      .update({ last_run_id: id, updated_at: now });
    await this.#audit.add(
      {
        actor: requestedBy,
        action: 'run.create',
        outcome: 'done',
        runId: id,
        stackId: stack.id,
        to: 'queued',
        reason: importsInWords(request),
      },
      trx,
    );
    return id;
  }

  async #findOrAddStack(
    trx: Knex,
    request: CreateRunRequest,
  ): Promise<StackRow> {
    const existing = await trx<StackRow>('stacks')
      .where({
        account_id: request.target.accountId,
        region: request.target.region,
        layer: request.layer,
        name: request.name,
      })
      .first();
    if (existing?.status === 'destroyed') {
      return this.#revive(trx, existing, request);
    }
    if (existing) {
      assertSameStack(existing, request);
      return existing;
    }
    const row = newStackRow(request);
    await assertEntityFree(trx, row);
    await trx('stacks').insert(row);
    return row;
  }

  /** The name of a destroyed stack may be used anew, by whoever plans it first. Its runs stay where they are. */
  async #revive(
    trx: Knex,
    { id, created_at }: StackRow,
    request: CreateRunRequest,
  ): Promise<StackRow> {
    const row = { ...newStackRow(request), id, created_at };
    await trx<StackRow>('stacks').where({ id }).update(row);
    return row;
  }
}

function changeColumn({ change }: CreateRunRequest): string | null {
  return change?.ticket || change?.reason ? JSON.stringify(change) : null;
}

function importsColumn({ imports = [] }: CreateRunRequest): string | null {
  return imports.length > 0 ? JSON.stringify(imports) : null;
}

function importsInWords({ imports }: CreateRunRequest): string | undefined {
  if (!imports?.length) return undefined;
  return `Imports ${imports.map(({ to, id }) => `${id} as ${to}`).join(', ')}`;
}

function newStackRow(request: CreateRunRequest): StackRow {
  const now = new Date().toISOString();
  const { accountId, region, environment } = request.target;
  const { layer, name } = request;
  return {
    id: newId(),
    layer,
    name,
    engine: request.engine,
    account_id: accountId,
    region,
    environment,
    owner: request.owner,
    system: request.system ?? null,
    description: request.description ?? null,
    entity_ref: stackEntityRef({ layer, name, environment }),
    status: 'planned',
    last_run_id: null,
    kind: 'managed',
    origin: null,
    ...NOTHING_STANDS,
    created_at: now,
    updated_at: now,
  };
}

function assertSameStack(stack: StackRow, request: CreateRunRequest): void {
  if (stack.kind === 'standing') {
    throw new ConflictError(
      `The stack ${stack.entity_ref} was made elsewhere (${stack.origin}) and is only registered, so nothing is planned against it; give the new stack another name`,
    );
  }
  const differences = [
    ['engine', stack.engine, request.engine],
    ['owner', stack.owner, request.owner],
    ['environment', stack.environment, request.target.environment],
  ].filter(([, is, asked]) => is !== asked);
  if (differences.length === 0) return;
  const [[what, is, asked]] = differences;
  throw new ConflictError(
    `The ${what} of stack ${stack.entity_ref} is ${is}, the request says ${asked}; use ${is}, or give the new stack another name`,
  );
}

async function assertEntityFree(trx: Knex, stack: StackRow): Promise<void> {
  const other = await trx<StackRow>('stacks')
    .where({ entity_ref: stack.entity_ref })
    .first();
  if (!other) return;
  throw new ConflictError(
    `The stack in ${other.account_id}/${other.region} is ${other.entity_ref} already; give the stack in ${stack.account_id}/${stack.region} a name that says what differs`,
  );
}
