// SPDX-License-Identifier: Apache-2.0
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';

const POLL_MS = 30_000;

/** The stacks of the entity whose page this is. */
export function useEntityStacks() {
  const { entity } = useEntity();
  const api = useApi(stacksApiRef);
  const entityRef = stringifyEntityRef(entity);
  const load = useCallback(
    (signal: AbortSignal) => api.listEntityStacks(entityRef, { signal }),
    [api, entityRef],
  );
  return usePolling(load, { intervalMs: () => POLL_MS });
}
