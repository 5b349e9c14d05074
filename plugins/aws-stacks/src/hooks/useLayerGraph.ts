// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';

const POLL_MS = 15_000;

/** The layers and how they stand, of all accounts or of one, kept up to date. */
export function useLayerGraph(account: string | undefined) {
  const api = useApi(stacksApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getLayerGraph({ account }, { signal }),
    [api, account],
  );
  return usePolling(load, { intervalMs: () => POLL_MS, keepPrevious: true });
}
