// SPDX-License-Identifier: Apache-2.0
import type { OwningEntities } from '@groundwork/backstage-plugin-groundwork-common';
import type { ResourcesStore } from '../store/ResourcesStore';
import type { Mapper } from './Mapper';
import type { TargetStates } from './TargetStates';

interface Parts {
  mapper: Mapper;
  resources: ResourcesStore;
  targetStates: TargetStates;
}

/** Says which entities something in AWS belongs to. */
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
  async list(): Promise<OwningEntities> {
    const { mapper, resources, targetStates } = this.#parts;
    const { problems, freshness } = await targetStates.read();
    const { addressed } = await mapper.rules();
    const owners = await resources.listOwners();
    return {
      items: [...new Set([...owners, ...addressed])].sort(),
      problems,
      freshness,
    };
  }
}
