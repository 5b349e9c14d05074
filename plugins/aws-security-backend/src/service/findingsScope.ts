// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { requireEntityScope } from '@groundwork/backstage-plugin-groundwork-node';
import type { PlacesStore } from '../store/PlacesStore';

/** The entities whose findings an entity shows, as far as the caller sees them. */
export interface FindingsScope {
  /** Entity refs that count: the entity's own, or those it is made of. */
  counted: string[];
  /** Entity refs that are shown and do not count. */
  related: string[];
  /** The entity to name beside a finding, by entity ref; the entity itself has none. */
  via: ReadonlyMap<string, string>;
  /** There are more entities than are looked at. */
  isCut: boolean;
}

/** Reads the scope of an entity as the caller; one he may not see is a NotFoundError. */
export async function readFindingsScope(
  { catalog, places }: { catalog: CatalogService; places: PlacesStore },
  entityRef: string,
  credentials: BackstageCredentials,
): Promise<FindingsScope> {
  const scope = await requireEntityScope(
    catalog,
    entityRef,
    credentials,
    await places.dependenciesOf(entityRef),
  );
  const { counted, related, isCut } = scope;
  const via = new Map<string, string>();
  for (const share of [...counted, ...related]) {
    if (share.via) via.set(share.entityRef, share.via);
  }
  return {
    counted: counted.map(share => share.entityRef),
    related: related.map(share => share.entityRef),
    via,
    isCut,
  };
}
