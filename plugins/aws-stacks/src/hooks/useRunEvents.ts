// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import type {
  RunEvent,
  StacksApi,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useMemo } from 'react';

const POLL_MS = 2_000;
const MAX_PAGES = 100;
/** As many events as this may be a page of more. */
const FULL_PAGE = 100;

/** Asks only for what is new; each call answers with everything so far. */
function eventReader(api: StacksApi, runId: string) {
  const events: RunEvent[] = [];
  const lastSeq = () => events[events.length - 1]?.seq ?? 0;
  const readPage = async (signal: AbortSignal): Promise<boolean> => {
    const after = lastSeq();
    const answer = await api.listRunEvents(runId, { after, signal });
    signal.throwIfAborted();
    events.push(...answer.items.filter(event => event.seq > lastSeq()));
    return answer.items.length >= FULL_PAGE;
  };
  return async (signal: AbortSignal): Promise<RunEvent[]> => {
    let pages = 0;
    let isMore = true;
    while (isMore && pages < MAX_PAGES) {
      isMore = await readPage(signal);
      pages += 1;
    }
    return [...events];
  };
}

/** The story of a run. It is read on while the run is not over. */
export function useRunEvents(runId: string, isOver: boolean) {
  const api = useApi(stacksApiRef);
  const load = useMemo(() => eventReader(api, runId), [api, runId]);
  return usePolling(load, {
    intervalMs: () => (isOver ? undefined : POLL_MS),
  });
}
