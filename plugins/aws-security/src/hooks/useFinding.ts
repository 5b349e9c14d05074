// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import {
  securityApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';

/** A whole finding. */
export function useFinding(findingId: string) {
  const api = useApi(securityApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getFinding(findingId, { signal }),
    [api, findingId],
  );
  return usePolling(load);
}
