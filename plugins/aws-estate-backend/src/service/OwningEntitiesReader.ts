// SPDX-License-Identifier: Apache-2.0
import type {
  OwningEntities,
  OwningEntitiesQuery,
  OwningEntity,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import { parseArn } from '../rules/arn';
import type { EntityFacts } from '../store/EntitiesStore';
import type { MapStore } from '../store/MapStore';
import type { ResourcesStore } from '../store/ResourcesStore';
import type { Mapper } from './Mapper';
import type { TargetStates } from './TargetStates';

/** Stands for all Regions of an account. */
const ALL_REGIONS = 'global';

interface Parts {
  map: MapStore;
  mapper: Mapper;
  resources: ResourcesStore;
  targetStates: TargetStates;
}

/** Entities and their places, each once. */
class Collected {
  readonly #places = new Map<string, Map<string, SweepTarget>>();
  readonly #anywhere = new Set<string>();

  add(entityRef: string, place: SweepTarget | undefined): void {
    const places = this.#places.get(entityRef) ?? new Map();
    if (place) places.set(`${place.accountId}/${place.region}`, place);
    else this.#anywhere.add(entityRef);
    this.#places.set(entityRef, places);
  }

  list(): OwningEntity[] {
    return [...this.#places]
      .map(([entityRef, places]) => ({
        entityRef,
        places: [...places.keys()].sort().flatMap(key => places.get(key) ?? []),
        isAnywhere: this.#anywhere.has(entityRef),
      }))
      .sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1));
  }
}

/** Says which entities something in AWS belongs to, and where. */
export class OwningEntitiesReader {
  readonly #parts: Parts;

  static create(parts: Parts): OwningEntitiesReader {
    return new OwningEntitiesReader(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Owners of what was found, and those whose annotations name an ARN, account or Region: what findings tell of may
   * belong to them though no sweep sees it. The state is read first: what is found meanwhile counts as not read.
   */
  async list({ catalogKey }: OwningEntitiesQuery): Promise<OwningEntities> {
    const { mapper, resources, targetStates } = this.#parts;
    const { problems, freshness, targets } = await targetStates.read();
    const { addressed, entities, rulesKey } = await mapper.rules();
    const found = new Collected();
    for (const { entityRef, ...place } of await resources.listPlaces()) {
      found.add(entityRef, place);
    }
    const swept = await this.#sweptArns(addressed);
    for (const facts of addressed) addAddressed(found, facts, swept);
    return {
      items: found.list(),
      unswept: targets
        .filter(({ succeededAt }) => succeededAt === undefined)
        .map(({ accountId, region }) => ({ accountId, region })),
      catalogKey: rulesKey,
      entities:
        catalogKey === rulesKey
          ? undefined
          : entities.map(({ entityRef, dependsOn }) => ({
              entityRef,
              dependsOn,
            })),
      problems,
      freshness,
    };
  }

  async #sweptArns(addressed: readonly EntityFacts[]): Promise<Set<string>> {
    const arns = addressed.flatMap(({ rules }) => rules.arns);
    const rows = await this.#parts.map.listByArn(arns);
    return new Set(rows.map(({ arn }) => arn));
  }
}

/** Places that annotations name; what a sweep has found has its place already. */
function addAddressed(
  found: Collected,
  { entityRef, rules }: EntityFacts,
  swept: ReadonlySet<string>,
): void {
  for (const account of rules.accounts) {
    const [accountId, region = ALL_REGIONS] = account.split('/');
    found.add(entityRef, { accountId, region });
  }
  for (const arn of rules.arns.filter(each => !swept.has(each))) {
    const { accountId, region = ALL_REGIONS } = parseArn(arn) ?? {};
    found.add(entityRef, accountId ? { accountId, region } : undefined);
  }
}
