// SPDX-License-Identifier: Apache-2.0
import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { ANNOTATION_STACK_ID } from '@groundwork/backstage-plugin-groundwork-common';
import type { EntitiesStore, EntityFacts } from '../store/EntitiesStore';
import type { Mapper } from './Mapper';
import { readEntityRules } from './ownership';

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'spec.dependsOn',
];

/** Reads what the catalog says of AWS, as this plugin, and maps by it. */
export class CatalogReader {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #entities: EntitiesStore;
  readonly #logger: LoggerService;
  readonly #mapper: Mapper;
  #faults = new Set<string>();

  static create(options: {
    auth: AuthService;
    catalog: CatalogService;
    entities: EntitiesStore;
    logger: LoggerService;
    mapper: Mapper;
  }): CatalogReader {
    return new CatalogReader(options);
  }

  private constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    entities: EntitiesStore;
    logger: LoggerService;
    mapper: Mapper;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#entities = options.entities;
    this.#logger = options.logger;
    this.#mapper = options.mapper;
  }

  /** A catalog that cannot be read to its end changes nothing. */
  async read(): Promise<void> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const facts: EntityFacts[] = [];
    const faults = new Set<string>();
    const pages = this.#catalog.streamEntities(
      { fields: FIELDS },
      { credentials },
    );
    for await (const page of pages) {
      for (const entity of page) {
        const { fact, faults: found } = factsOf(entity);
        facts.push(fact);
        found.forEach(each => faults.add(`${fact.entityRef}: ${each}`));
      }
    }
    this.#warn(faults);
    await this.#entities.replace(facts);
    await this.#mapper.mapStale();
  }

  /** Each fault once, until it has gone and come again. */
  #warn(faults: Set<string>): void {
    for (const fault of faults) {
      if (!this.#faults.has(fault)) {
        this.#logger.warn(`An annotation owns nothing: ${fault}`);
      }
    }
    this.#faults = faults;
  }
}

function factsOf(entity: Entity): { fact: EntityFacts; faults: string[] } {
  const { faults, arns, tagSets, accounts } = readEntityRules(entity);
  const fact: EntityFacts = {
    entityRef: stringifyEntityRef(entity),
    name: entity.metadata.name.toLowerCase(),
    stackId: entity.metadata.annotations?.[ANNOTATION_STACK_ID],
    dependsOn: resourcesOf(entity),
    rules: {
      arns,
      tagSets: tagSets.map(pairs => pairs.map(([k, v]) => [k, v])),
      accounts,
    },
  };
  return { fact, faults };
}

/** The resources that its file names; what else it may depend on is only in its relations. */
function resourcesOf({ metadata, spec }: Entity): string[] | undefined {
  const named = Array.isArray(spec?.dependsOn) ? spec.dependsOn : [];
  const refs = named.flatMap(each => {
    if (typeof each !== 'string') return [];
    try {
      const defaultNamespace = metadata.namespace;
      const ref = parseEntityRef(each, { defaultNamespace });
      const isResource = ref.kind.toLowerCase() === 'resource';
      return isResource ? [stringifyEntityRef(ref)] : [];
    } catch {
      return [];
    }
  });
  return refs.length > 0 ? refs : undefined;
}
