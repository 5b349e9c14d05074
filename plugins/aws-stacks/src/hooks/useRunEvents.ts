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

/** Asks only for what is new; each call answers with everything so far. */
function eventReader(api: StacksApi, runId: string) {
  let events: RunEvent[] = [];
  let lastSeq = 0;
  return async (signal: AbortSignal): Promise<RunEvent[]> => {
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const answer = await api.listRunEvents(runId, { after: lastSeq, signal });
      signal.throwIfAborted();
      const news = answer.items.filter(event => event.seq > lastSeq);
      if (news.length === 0) break;
      events = [...events, ...news];
      lastSeq = news[news.length - 1].seq;
      if (lastSeq >= answer.lastSeq && news.length < 100) break;
    }
    return events;
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
