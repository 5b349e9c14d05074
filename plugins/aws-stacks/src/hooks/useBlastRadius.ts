// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import {
  type BlastRadiusCount,
  MAX_BLAST_RADIUS_RUNS,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useMemo } from 'react';

/** What depends on what the plan of a run changes; asked again for another plan. */
export function useBlastRadius(runId: string, planDigest: string | undefined) {
  const api = useApi(stacksApiRef);
  const load = useCallback(
    async (signal: AbortSignal) =>
      planDigest ? api.getBlastRadius(runId, { signal }) : undefined,
    [api, runId, planDigest],
  );
  return usePolling(load);
}

/** How many entities that are, for the runs of a list. */
export function useBlastCounts(runIds: readonly string[]) {
  const api = useApi(stacksApiRef);
  const wanted = runIds.join(',');
  const load = useCallback(
    async (signal: AbortSignal) => {
      const ids = wanted.split(',');
      const counts: BlastRadiusCount[] = [];
      while (ids.length > 0) {
        const some = ids.splice(0, MAX_BLAST_RADIUS_RUNS);
        const { items } = await api.countBlastRadii(some, { signal });
        counts.push(...items);
      }
      return counts;
    },
    [api, wanted],
  );
  const { data, error } = usePolling(load, { keepPrevious: true });
  const byId = useMemo(
    () => new Map(data?.map(count => [count.runId, count])),
    [data],
  );
  return { countOf: (id: string) => byId.get(id), hasFailed: Boolean(error) };
}
