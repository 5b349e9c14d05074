// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import {
  securityApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';
import { useEntityRef } from './useEntityRef';

const POLL_MS = 30_000;

/** The open findings in numbers of the entity whose page this is. */
export function useFindingsSummary() {
  const api = useApi(securityApiRef);
  const entityRef = useEntityRef();
  const load = useCallback(
    (signal: AbortSignal) =>
      api.getEntityFindingsSummary(entityRef, { signal }),
    [api, entityRef],
  );
  return usePolling(load, { intervalMs: () => POLL_MS });
}
