// SPDX-License-Identifier: Apache-2.0
import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  type Stack,
  stackEntityRef,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { StacksService } from '@groundwork/backstage-plugin-groundwork-node';
import { readStacks } from './readStacks';
import type { ProviderSettings } from './settings';
import { entityNameOf, isInCatalog, stackEntity } from './stackEntity';

const PROVIDER_NAME = 'groundwork-stacks';

/** How far back the next question reaches, since not every writer's clock is the same. */
const OVERLAP_MS = 30_000;

interface StackEntityProviderOptions {
  auth: AuthService;
  logger: LoggerService;
  stacks: Pick<StacksService, 'listStacks'>;
  settings: Pick<ProviderSettings, 'appBaseUrl' | 'reconcileEveryMs'>;
  taskRunner: SchedulerServiceTaskRunner;
}

/** Asks `aws-stacks` which stacks changed, and tells the catalog. */
export class StackEntityProvider implements EntityProvider {
  readonly #options: StackEntityProviderOptions;
  /** When each stack that was told to the catalog had changed last. */
  #told = new Map<string, string>();
  #reconciledAt: number | undefined;
  #lastFailure: string | undefined;

  static create(options: StackEntityProviderOptions): StackEntityProvider {
    return new StackEntityProvider(options);
  }

  private constructor(options: StackEntityProviderOptions) {
    this.#options = options;
  }

  getProviderName(): string {
    return PROVIDER_NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#options.taskRunner.run({
      id: `${PROVIDER_NAME}:refresh`,
      fn: async signal => this.#refreshOrSay(connection, signal),
    });
  }

  async #refreshOrSay(
    connection: EntityProviderConnection,
    signal: AbortSignal,
  ): Promise<void> {
    const { logger } = this.#options;
    try {
      await this.#refresh(connection, signal);
      if (this.#lastFailure) logger.info('Stacks can be read again');
      this.#lastFailure = undefined;
    } catch (error) {
      if (signal.aborted) return;
      // Asked again in seconds: the same failure is worth one line, not one every ten seconds.
      const failure = stringifyError(error);
      if (failure !== this.#lastFailure) {
        logger.warn(
          `Stacks cannot be read; the catalog keeps those it has: ${failure}`,
        );
      }
      this.#lastFailure = failure;
    }
  }

  async #refresh(
    connection: EntityProviderConnection,
    signal: AbortSignal,
  ): Promise<void> {
    const { settings } = this.#options;
    const isDue =
      this.#reconciledAt === undefined ||
      Date.now() - this.#reconciledAt >= settings.reconcileEveryMs;
    if (isDue) await this.#reconcile(connection, signal);
    else await this.#update(connection, signal);
  }

  /** Everything there is: what is gone leaves the catalog. */
  async #reconcile(
    connection: EntityProviderConnection,
    signal: AbortSignal,
  ): Promise<void> {
    const startedAt = Date.now();
    const stacks = await this.#read(signal);
    await connection.applyMutation({
      type: 'full',
      entities: this.#entities(stacks.filter(isInCatalog)),
    });
    this.#told = new Map(stacks.map(({ id, updatedAt }) => [id, updatedAt]));
    this.#reconciledAt = startedAt;
  }

  /** What changed since the last time. */
  async #update(
    connection: EntityProviderConnection,
    signal: AbortSignal,
  ): Promise<void> {
    const stacks = await this.#read(signal, this.#changedSince());
    const changed = stacks.filter(
      ({ id, updatedAt }) => this.#told.get(id) !== updatedAt,
    );
    if (changed.length === 0) return;
    await connection.applyMutation({
      type: 'delta',
      added: this.#entities(changed.filter(isInCatalog)),
      removed: changed
        .filter(stack => !isInCatalog(stack))
        .map(({ layer, name, target: { environment } }) => ({
          entityRef: stackEntityRef({ layer, name, environment }),
          locationKey: PROVIDER_NAME,
        })),
    });
    for (const { id, updatedAt } of changed) this.#told.set(id, updatedAt);
  }

  #changedSince(): string | undefined {
    const latest = Math.max(
      ...[...this.#told.values()].map(at => Date.parse(at)),
    );
    return Number.isFinite(latest)
      ? new Date(latest - OVERLAP_MS).toISOString()
      : undefined;
  }

  async #read(signal: AbortSignal, changedSince?: string): Promise<Stack[]> {
    const { stacks, auth } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    return readStacks({ stacks, credentials, signal, changedSince });
  }

  /** One entity a name: the engine refuses a second stack of the same one, and the catalog would too. */
  #entities(stacks: readonly Stack[]): DeferredEntity[] {
    const byName = new Map(stacks.map(stack => [entityNameOf(stack), stack]));
    return [...byName.values()].map(stack => ({
      entity: stackEntity(stack, this.#options.settings.appBaseUrl),
      locationKey: PROVIDER_NAME,
    }));
  }
}
