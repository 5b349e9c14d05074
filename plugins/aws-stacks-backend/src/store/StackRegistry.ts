// SPDX-License-Identifier: Apache-2.0
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AuditStore } from './AuditStore';
import { newId } from './ids';
import type { StackRow } from './rows';
import { NOTHING_STANDS } from './stackLife';

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
    return this.#db<StackRow>('stacks').where({ origin }).first();
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

  #add(found: FoundRow, actor: string): Promise<void> {
    const now = new Date().toISOString();
    const id = found.id ?? newId();
    return this.#audit.transaction(async trx => {
      await trx('stacks').insert({
        ...NOTHING_STANDS,
        ...found,
        id,
        system: null,
        description: null,
        status: 'applied',
        last_run_id: null,
        created_at: now,
        updated_at: now,
      });
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
