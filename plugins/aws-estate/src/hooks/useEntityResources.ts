// SPDX-License-Identifier: Apache-2.0
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  estateApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';
import { type PageQuery, useCursorPages } from './useCursorPages';
import type { ResourceFilter } from './useResourceFilters';

const POLL_MS = 30_000;

function useEntityRef(): string {
  return stringifyEntityRef(useEntity().entity);
}

/** What the entity whose page this is has, by type. */
export function useEntitySummary() {
  const api = useApi(estateApiRef);
  const entityRef = useEntityRef();
  const load = useCallback(
    (signal: AbortSignal) =>
      api.getEntityResourcesSummary(entityRef, { signal }),
    [api, entityRef],
  );
  return usePolling(load, { intervalMs: () => POLL_MS });
}

/** What the entity has by type, and the first few of its resources. */
export function useEntityOverview(count: number) {
  const api = useApi(estateApiRef);
  const entityRef = useEntityRef();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const [summary, first] = await Promise.all([
        api.getEntityResourcesSummary(entityRef, { signal }),
        api.listEntityResources(entityRef, { limit: count }, { signal }),
      ]);
      return { summary, first: first.items };
    },
    [api, entityRef, count],
  );
  return usePolling(load, { intervalMs: () => POLL_MS });
}

/** The resources of the entity whose page this is, a page at a time. */
export function useEntityResources(filter: ResourceFilter) {
  const api = useApi(estateApiRef);
  const entityRef = useEntityRef();
  const list = useCallback(
    (query: PageQuery, signal: AbortSignal) =>
      api.listEntityResources(entityRef, query, { signal }),
    [api, entityRef],
  );
  return useCursorPages(list, filter);
}
