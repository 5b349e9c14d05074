// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import type { LayersPage } from '@groundwork/backstage-plugin-groundwork-common';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useMemo } from 'react';

const POLL_MS = 60_000;
const NONE: LayersPage['items'] = [];

/** The layers with their newest versions. They are an addition: without them the views show no badge. */
export function useLayerVersions() {
  const api = useApi(stacksApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.listLayers({ signal }),
    [api],
  );
  const state = usePolling(load, { intervalMs: () => POLL_MS });
  const layers = state.data?.items ?? NONE;
  return useMemo(
    () => ({
      layers,
      newestOf: (id: string) =>
        layers.find(({ layer }) => layer === id)?.newest,
    }),
    [layers],
  );
}
