// SPDX-License-Identifier: Apache-2.0
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type Freeze,
  type Target,
  freezeConcerns,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import type { StacksConfig } from '../config/StacksConfig';
import {
  configuredFreezes,
  longest,
  personsFreeze,
  scopeWords,
} from '../rules/freezes';
import type { FreezesStore } from '../store/FreezesStore';
import type { Objection } from './PlanReview';

/** Keeps applies from starting while a freeze is on, and when nobody can say whether one is. */
export class FreezeGuard {
  readonly #store: FreezesStore;
  readonly #config: StacksConfig;
  readonly #logger: LoggerService;
  /** Freezes that were on when somebody looked. */
  #seen = new Set<string>();

  static create(options: {
    freezes: FreezesStore;
    config: StacksConfig;
    logger: LoggerService;
  }): FreezeGuard {
    return new FreezeGuard(options);
  }

  private constructor(options: {
    freezes: FreezesStore;
    config: StacksConfig;
    logger: LoggerService;
  }) {
    this.#store = options.freezes;
    this.#config = options.config;
    this.#logger = options.logger;
  }

  /** All that is on or coming, the earliest first. */
  async list(trx?: Knex): Promise<Freeze[]> {
    const now = new Date();
    const stored = await this.#store.listOpen(now, trx);
    return [
      ...stored.map(freeze => personsFreeze(freeze, now)),
      ...configuredFreezes(this.#config.freezes, now),
    ].sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
  }

  /** Why nothing may be applied to a target now; `undefined` when it may. */
  async objectionTo(
    target: Target,
    trx?: Knex,
  ): Promise<Objection | undefined> {
    try {
      const freezes = (await this.list(trx)).filter(
        ({ isActive, scope }) => isActive && freezeConcerns(scope, target),
      );
      freezes.forEach(freeze => this.#seen.add(keyOf(freeze)));
      const freeze = longest(freezes);
      return freeze && toObjection(freeze);
    } catch (error) {
      this.#logger.error(
        `Whether ${target.environment} is frozen could not be read`,
        error instanceof Error ? error : new Error(String(error)),
      );
      return {
        reason:
          'Whether a freeze is on could not be read, so nothing is applied',
        hint: 'It is applied by itself once that can be read and no freeze is on; the log of the backend says what is wrong',
      };
    }
  }

  /** Whether a freeze has ended since this was asked last. */
  async hasThawed(): Promise<boolean> {
    try {
      const freezes = await this.list();
      const active = new Set(
        freezes.filter(({ isActive }) => isActive).map(keyOf),
      );
      const thawed = [...this.#seen].some(key => !active.has(key));
      this.#seen = active;
      return thawed;
    } catch (error) {
      this.#logger.warn(`The freezes could not be read: ${error}`);
      return false;
    }
  }
}

function keyOf({ id, from }: Freeze): string {
  return `${id}/${from}`;
}

function toObjection({ id, scope, reason, until, source }: Freeze): Objection {
  const end = until ? `until ${until}` : 'until the freeze is ended';
  return {
    reason: `Frozen: nothing is applied ${scopeWords(scope)} ${end}. ${reason}`,
    hint:
      source === 'configuration'
        ? `It is applied by itself after the freeze. The freeze is ${id} of the configuration`
        : 'It is applied by itself after the freeze. Somebody with the permission groundwork.stack.freeze can end it',
  };
}
