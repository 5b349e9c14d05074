// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import {
  type Run,
  type RunDetail,
  type RunsPage,
  type RunsQuery,
  type StacksApi,
  WAITING_RUN_STATES,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useState } from 'react';

const POLL_MS = 10_000;
const PAGE_SIZE = 50;
/** Whom a run waits for is said of one run at a time, so only so many are asked. */
const MAX_WAITING = 30;

async function listPages(
  api: StacksApi,
  query: RunsQuery,
  options: { pages: number; signal: AbortSignal },
): Promise<RunsPage> {
  const { signal } = options;
  const first = await api.listRuns(query, { signal });
  const items = [...first.items];
  let cursor = first.nextCursor;
  for (let page = 1; page < options.pages && cursor; page += 1) {
    const next = await api.listRuns({ ...query, cursor }, { signal });
    items.push(...next.items);
    cursor = next.nextCursor;
  }
  return { ...first, items, nextCursor: cursor };
}

/** Runs of a state and an account, the newest first, a longer list on demand. */
export function useRunList(filters: { state?: string; accountId?: string }) {
  const api = useApi(stacksApiRef);
  const { state, accountId } = filters;
  const [pages, setPages] = useState(1);
  const load = useCallback(
    (signal: AbortSignal) =>
      listPages(api, { state, accountId, limit: PAGE_SIZE }, { pages, signal }),
    [api, state, accountId, pages],
  );
  return {
    ...usePolling(load, { intervalMs: () => POLL_MS, keepPrevious: true }),
    showOlder: () => setPages(count => count + 1),
  };
}

/** Runs that wait: for this person, and for others. */
export interface WaitingRuns {
  /** Those that this person may approve; the page of approvals shows them. */
  approvals: number;
  /** Those that this person may settle, or let go on against a policy. */
  mine: Run[];
  others: number;
}

const ASKED = ['resume', 'unlock', 'fail', 'override'] as const;
const ASKED_STATES = WAITING_RUN_STATES.filter(
  state => state !== 'awaiting-approval',
);

function asksCaller(run: RunDetail): boolean {
  return ASKED.some(action => run.actions.includes(action));
}

async function listWaiting(
  api: StacksApi,
  signal: AbortSignal,
): Promise<WaitingRuns> {
  const [approvals, waiting] = await Promise.all([
    api.listApprovals({ limit: 1 }, { signal }),
    api.listRuns(
      { state: ASKED_STATES.join(','), limit: MAX_WAITING },
      { signal },
    ),
  ]);
  const details = await Promise.all(
    waiting.items.map(run => api.getRun(run.id, { signal })),
  );
  const mine = details.filter(asksCaller);
  const total = waiting.totalItems ?? waiting.items.length;
  const unapproved = (approvals.totalItems ?? 0) - approvals.mine;
  return {
    approvals: approvals.mine,
    mine,
    others: Math.max(0, total - mine.length) + unapproved,
  };
}

/** What waits for the person who looks. */
export function useWaitingRuns() {
  const api = useApi(stacksApiRef);
  const load = useCallback(
    (signal: AbortSignal) => listWaiting(api, signal),
    [api],
  );
  return usePolling(load, { intervalMs: () => POLL_MS });
}
