// SPDX-License-Identifier: Apache-2.0
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AuditStore } from './AuditStore';
import { newId } from './ids';
import type { StackRow } from './rows';
import { NOTHING_STANDS, endStack } from './stackLife';

/** A stack that was found in an account, as it is to be stored. */
export type FoundRow = Pick<
  StackRow,
  | 'layer'
  | 'name'
  | 'engine'
  | 'account_id'
  | 'region'
  | 'environment'
  | 'owner'
  | 'entity_ref'
  | 'kind'
  | 'origin'
  | 'applied_at'
  | 'outputs'
  | 'resources'
> & { id?: string };

/** What became of a stack that was found: a name or place that another one has is no error of the rest. */
export type Registration = 'registered' | 'refreshed' | 'taken';

/** Stores stacks that no run has made. */
export class StackRegistry {
  readonly #db: Knex;
  readonly #audit: AuditStore;

  constructor(db: Knex, audit: AuditStore) {
    this.#db = db;
    this.#audit = audit;
  }

  async knows(id: string): Promise<boolean> {
    return (
      (await this.#db<StackRow>('stacks').where({ id }).first()) !== undefined
    );
  }

  async findByOrigin(origin: string): Promise<StackRow | undefined> {
    return this.#db<StackRow>('stacks')
      .where({ origin })
      .whereNot('status', 'destroyed')
      .first();
  }

  /** Stores what was found; what stands elsewhere and is registered already is brought up to date. */
  async register(found: FoundRow, actor: string): Promise<Registration> {
    const earlier = found.origin && (await this.findByOrigin(found.origin));
    if (earlier) {
      await this.#refresh(earlier, found, actor);
      return 'refreshed';
    }
    try {
      await this.#add(found, actor);
      return 'registered';
    } catch (error) {
      if (isDatabaseConflictError(error)) return 'taken';
      throw error;
    }
  }

  /** Brings what is registered up to date with what was read anew; what is the same is not written. */
  async bringUpToDate(
    id: string,
    found: Pick<FoundRow, 'outputs' | 'resources'>,
    actor: string,
  ): Promise<void> {
    const earlier = await this.#db<StackRow>('stacks').where({ id }).first();
    const { outputs, resources } = found;
    if (
      !earlier ||
      (earlier.outputs === outputs && earlier.resources === resources)
    ) {
      return;
    }
    const appliedAt = new Date().toISOString();
    await this.#refresh(
      earlier,
      { outputs, resources, applied_at: appliedAt },
      actor,
    );
  }

  /** Forgets a stack that was made elsewhere; its row stays for the audit. */
  async deregister(
    stackId: string,
    { actor, reason }: { actor: string; reason: string },
  ): Promise<void> {
    const updatedAt = new Date().toISOString();
    await this.#audit.transaction(async trx => {
      await endStack(trx, stackId, { updated_at: updatedAt });
      await this.#audit.add(
        {
          actor,
          action: 'stack.deregister',
          outcome: 'done',
          stackId,
          reason,
        },
        trx,
      );
    });
  }

  #add(found: FoundRow, actor: string): Promise<void> {
    const now = new Date().toISOString();
    return this.#audit.transaction(async trx => {
      const ended = found.id ? undefined : await findEnded(trx, found);
      const id = found.id ?? ended?.id ?? newId();
      const row = {
        ...NOTHING_STANDS,
        ...found,
        id,
        system: null,
        description: null,
        status: 'applied' as const,
        last_run_id: null,
        created_at: ended?.created_at ?? now,
        updated_at: now,
      };
      if (ended) await trx<StackRow>('stacks').where({ id }).update(row);
      else await trx('stacks').insert(row);
      await this.#audit.add(
        {
          actor,
          action: 'stack.register',
          outcome: 'done',
          stackId: id,
          reason: found.origin ?? undefined,
        },
        trx,
      );
    });
  }

  #refresh(
    { id }: StackRow,
    {
      outputs,
      resources,
      applied_at,
    }: Pick<FoundRow, 'outputs' | 'resources' | 'applied_at'>,
    actor: string,
  ): Promise<void> {
    const updatedAt = new Date().toISOString();
    return this.#audit.transaction(async trx => {
      await trx<StackRow>('stacks')
        .where({ id })
        .update({ outputs, resources, applied_at, updated_at: updatedAt });
      await this.#audit.add(
        { actor, action: 'stack.refresh', outcome: 'done', stackId: id },
        trx,
      );
    });
  }
}

/** The name of a stack that is gone may be used anew. */
async function findEnded(
  trx: Knex,
  { account_id, region, layer, name }: FoundRow,
): Promise<StackRow | undefined> {
  return trx<StackRow>('stacks')
    .where({ account_id, region, layer, name, status: 'destroyed' })
    .first();
}
