// SPDX-License-Identifier: Apache-2.0
import { ServiceUnavailableError } from '@backstage/errors';
import {
  type OwningEntities,
  type OwningEntitiesQuery,
  type ResolveAnswer,
  type ResolveRequest,
  isNotInstalledError,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { OwnershipStore } from '../store/OwnershipStore';
import type { PlacesStore } from '../store/PlacesStore';

/** How many ARNs the estate is asked for at once. */
const BATCH_ARNS = 1_000;

/** The map may grow while it is read; more often than this it is left for the next time. */
const MAX_VERSIONS = 10;

/** Says which entities ARNs belong to, and where they have something: `estateServiceRef` with this plugin's own credentials. */
export interface OwnerResolver {
  resolve(request: ResolveRequest): Promise<ResolveAnswer>;
  listOwningEntities(query: OwningEntitiesQuery): Promise<OwningEntities>;
}

/** Brings the entities of findings up to date with the estate's map. */
export class OwnershipMapper {
  readonly #store: OwnershipStore;
  readonly #places: PlacesStore;
  readonly #resolver: OwnerResolver;
  readonly #now: () => Date;

  static create(options: {
    store: OwnershipStore;
    places: PlacesStore;
    resolver: OwnerResolver;
    now?: () => Date;
  }): OwnershipMapper {
    return new OwnershipMapper(options);
  }

  private constructor(options: {
    store: OwnershipStore;
    places: PlacesStore;
    resolver: OwnerResolver;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#places = options.places;
    this.#resolver = options.resolver;
    this.#now = options.now ?? (() => new Date());
  }

  /** Asks for what is new, and for everything when the map has another version. An estate that does not answer is kept as a state. */
  async map(signal?: AbortSignal): Promise<void> {
    const before = await this.#store.readState();
    try {
      const mapVersion = await this.#mapAll(signal);
      const { catalogKey } = before;
      const estate = await this.#resolver.listOwningEntities({ catalogKey });
      await this.#places.replace(estate);
      await this.#store.writeState({
        mapVersion,
        resolvedAt: this.#now().toISOString(),
        catalogKey: estate.catalogKey,
        estateProblems: estate.problems,
      });
    } catch (error) {
      if (signal?.aborted) return;
      await this.#store.writeState({ ...before, failure: toFailure(error) });
    }
  }

  /** The version that all resources have in the end. */
  async #mapAll(signal?: AbortSignal): Promise<number> {
    let { mapVersion } = await this.#resolver.resolve({ arns: [] });
    for (let versions = 0; versions < MAX_VERSIONS; versions += 1) {
      const seen = await this.#mapVersion(mapVersion, signal);
      if (seen === mapVersion) return mapVersion;
      mapVersion = seen;
    }
    return mapVersion;
  }

  /** Asks for all that is not of this version; ends early with the estate's version when that is another one by now. */
  async #mapVersion(mapVersion: number, signal?: AbortSignal): Promise<number> {
    for (;;) {
      signal?.throwIfAborted();
      const arns = await this.#store.listStale(mapVersion, BATCH_ARNS);
      if (arns.length === 0) return mapVersion;
      const answer = await this.#resolver.resolve({
        arns,
        places: await this.#store.listPlaces(arns),
      });
      await this.#store.replaceOwners(
        ownersOf(arns, answer),
        answer.mapVersion,
      );
      if (answer.mapVersion !== mapVersion) return answer.mapVersion;
    }
  }
}

/** An ARN without an answer is not one without an owner. */
function ownersOf(
  arns: readonly string[],
  { refs }: ResolveAnswer,
): Record<string, string[]> {
  const known = arns.filter(arn => Object.hasOwn(refs, arn));
  if (known.length < arns.length) {
    throw new ServiceUnavailableError(
      `aws-estate answered for ${known.length} of ${arns.length} ARNs`,
    );
  }
  return Object.fromEntries(known.map(arn => [arn, refs[arn]]));
}

function toFailure(error: unknown): { code: string; hint: string } {
  const missing = isNotInstalledError(error);
  return missing
    ? {
        code: 'estate-not-installed',
        hint: 'Which findings belong to which entity is not known: the plugin aws-estate is not installed. Install it; findings are assigned by themselves then',
      }
    : {
        code: 'estate-unavailable',
        hint: 'Which findings belong to which entity is not known or out of date: the plugin aws-estate does not answer. See the log of the backend; it is asked again after every sweep',
      };
}
