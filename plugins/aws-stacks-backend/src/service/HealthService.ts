// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type EngineHealth,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { StacksConfig } from '../config/StacksConfig';
import { WORKING_STATES } from '../rules/runStates';
import { stuckAfterMs } from '../rules/stuckAfter';
import type { HealthStore } from '../store/HealthStore';
import type { Authorizer } from './Authorizer';

/** Says how the engine itself is. */
export class HealthService {
  readonly #store: HealthStore;
  readonly #config: StacksConfig;
  readonly #authorizer: Authorizer;

  static create(options: {
    health: HealthStore;
    config: StacksConfig;
    authorizer: Authorizer;
  }): HealthService {
    return new HealthService(options);
  }

  private constructor(options: {
    health: HealthStore;
    config: StacksConfig;
    authorizer: Authorizer;
  }) {
    this.#store = options.health;
    this.#config = options.config;
    this.#authorizer = options.authorizer;
  }

  /** For those who may see every stack: the figures are about all of them. */
  async get(credentials: BackstageCredentials): Promise<EngineHealth> {
    await this.#authorizer.requireEverywhere(stackReadPermission, credentials);
    return this.measure();
  }

  async measure(): Promise<EngineHealth> {
    const now = new Date();
    const { concurrency } = this.#config;
    const [runs, accounts, oldestAt, staleHeartbeats, stuck] =
      await Promise.all([
        this.#store.countRuns(),
        this.#store.countByAccount(),
        this.#store.oldestQueued(),
        this.#store.listStale(now),
        this.#listStuck(now),
      ]);
    const isDegraded = staleHeartbeats.length > 0 || stuck.length > 0;
    return {
      checkedAt: now.toISOString(),
      status: isDegraded ? 'degraded' : 'ok',
      queue: { length: runs.queued, oldestAt },
      runs,
      runners: {
        working: WORKING_STATES.reduce((sum, state) => sum + runs[state], 0),
        limit: concurrency.total,
        limitPerAccount: concurrency.perAccount,
        accounts,
      },
      staleHeartbeats,
      stuck,
    };
  }

  async #listStuck(now: Date): Promise<EngineHealth['stuck']> {
    const limits = [...stuckAfterMs(this.#config.timeouts)];
    const found = await Promise.all(
      limits.map(([state, ms]) =>
        this.#store.listSince(state, new Date(now.getTime() - ms)),
      ),
    );
    return found.flat();
  }
}
