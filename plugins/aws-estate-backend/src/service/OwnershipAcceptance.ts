// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type AcceptOwnersAnswer,
  type acceptOwnersRequestSchema,
  estateManagePermission,
  estateReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type Authorizer,
  requireEntity,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { z } from 'zod';
import type { MapStore } from '../store/MapStore';
import type { ResourceRow } from '../store/rows';
import {
  type AcceptedOwner,
  catalogFile,
  entityPatches,
} from './OwnershipFiles';

interface Parts {
  authorizer: Authorizer;
  catalog: CatalogService;
  map: MapStore;
}

/** Writes accepted owners into a file that a person puts into a repository: the catalog alone says who owns what. */
export class OwnershipAcceptance {
  readonly #parts: Parts;

  static create(parts: Parts): OwnershipAcceptance {
    return new OwnershipAcceptance(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  async accept(
    { owners, format }: z.output<typeof acceptOwnersRequestSchema>,
    credentials: BackstageCredentials,
  ): Promise<AcceptOwnersAnswer> {
    const { authorizer, map } = this.#parts;
    await authorizer.require(estateManagePermission, credentials);
    await authorizer.require(estateReadPermission, credentials);
    const rows = await map.listByArn(owners.map(({ arn }) => arn));
    const unowned = new Map(
      rows.filter(({ owned }) => owned === 0).map(row => [row.arn, row]),
    );
    const entities = await this.#entities(
      owners.map(({ entityRef }) => entityRef),
      credentials,
    );
    const accepted = owners.map(({ arn, entityRef }) =>
      toAccepted(arn, unowned.get(arn), entities.get(entityRef)),
    );
    return answer(format, accepted);
  }

  async #entities(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, Entity>> {
    const found = new Map<string, Entity>();
    for (const ref of new Set(refs)) {
      const { catalog } = this.#parts;
      found.set(ref, await requireEntity(catalog, ref, credentials));
    }
    return found;
  }
}

/** What belongs to somebody already is refused like what is not there: the caller may not see whose it is. */
function toAccepted(
  arn: string,
  row: ResourceRow | undefined,
  owner: Entity | undefined,
): AcceptedOwner {
  if (!row || !owner) {
    throw new InputError(
      `${arn} is no resource of the estate that nobody owns; list those with GET /v1/resources?owned=false`,
    );
  }
  return { arn, name: row.name, resourceType: row.resource_type, owner };
}

function answer(
  format: 'entity-patch' | 'catalog-file',
  accepted: readonly AcceptedOwner[],
): AcceptOwnersAnswer {
  return format === 'catalog-file'
    ? {
        fileName: 'catalog-info.aws-resources.yaml',
        content: catalogFile(accepted),
        hint: 'Commit this file to a repository and register it in the catalog; the owners stand once the catalog has read it. No pull request was made.',
      }
    : {
        fileName: 'aws-owners.patch.yaml',
        content: entityPatches(accepted),
        hint: 'Add each annotation to the catalog file of its entity; the owners stand once the catalog has read it. No pull request was made.',
      };
}
