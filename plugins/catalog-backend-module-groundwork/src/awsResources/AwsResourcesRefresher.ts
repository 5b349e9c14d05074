// SPDX-License-Identifier: Apache-2.0
import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { EstateService } from '@groundwork/backstage-plugin-groundwork-node';
import type { AwsResourcesKnowledge } from './AwsResourcesKnowledge';
import { refreshKeyOf } from './AwsResourcesProcessor';
import { readShowingEntities } from './readShowingEntities';

const NAME = 'groundwork-aws-resources';

/** Keys in one statement of the catalog's database. */
const BATCH = 500;

interface AwsResourcesRefresherOptions {
  auth: AuthService;
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  estate: Pick<EstateService, 'listOwningEntities'>;
  knowledge: AwsResourcesKnowledge;
  logger: LoggerService;
  /** Of each process: what one knows the others do not. */
  taskRunner: SchedulerServiceTaskRunner;
}

/**
 * Asks `aws-estate` who has something in AWS, and has the catalog process again those entities for which that changed. An
 * entity provider, because only these may ask for that; it provides no entities.
 */
export class AwsResourcesRefresher implements EntityProvider {
  readonly #options: AwsResourcesRefresherOptions;
  #lastFailure: string | undefined;
  #catalogKey: string | undefined;

  static create(options: AwsResourcesRefresherOptions): AwsResourcesRefresher {
    return new AwsResourcesRefresher(options);
  }

  private constructor(options: AwsResourcesRefresherOptions) {
    this.#options = options;
  }

  getProviderName(): string {
    return NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#options.taskRunner.run({
      id: `${NAME}:refresh`,
      fn: async signal => this.#refreshOrSay(connection, signal),
    });
  }

  async #refreshOrSay(
    connection: EntityProviderConnection,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await this.#refresh(connection, signal);
      this.#lastFailure = undefined;
    } catch (error) {
      if (signal.aborted) return;
      const failure = stringifyError(error);
      if (failure !== this.#lastFailure) {
        this.#options.logger.info(
          `Who has resources in AWS cannot be asked; what was known stays: ${failure}`,
        );
      }
      this.#lastFailure = failure;
    }
  }

  async #refresh(
    connection: EntityProviderConnection,
    signal: AbortSignal,
  ): Promise<void> {
    const { auth, catalog, estate, knowledge } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const owning = await estate.listOwningEntities(
      { catalogKey: this.#catalogKey },
      { credentials, signal },
    );
    const showing = await readShowingEntities(
      owning.items.map(({ entityRef }) => entityRef),
      { catalog, credentials },
    );
    const keys = knowledge.learn(showing, owning).map(refreshKeyOf);
    this.#catalogKey = owning.catalogKey;
    for (let at = 0; at < keys.length; at += BATCH) {
      await connection.refresh({ keys: keys.slice(at, at + BATCH) });
    }
  }
}
