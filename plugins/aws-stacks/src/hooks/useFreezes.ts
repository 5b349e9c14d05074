// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';

const POLL_MS = 15_000;

/** The freezes that are on or coming. */
export function useFreezes() {
  const api = useApi(stacksApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.listFreezes({ signal }),
    [api],
  );
  return usePolling(load, { intervalMs: () => POLL_MS });
}
