// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import type {
  ApprovalsPage,
  StacksApi,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useState } from 'react';

const POLL_MS = 10_000;
const PAGE_SIZE = 50;

async function listPages(
  api: StacksApi,
  options: { pages: number; signal: AbortSignal },
): Promise<ApprovalsPage> {
  const { pages, signal } = options;
  const first = await api.listApprovals({ limit: PAGE_SIZE }, { signal });
  const items = [...first.items];
  let cursor = first.nextCursor;
  for (let page = 1; page < pages && cursor; page += 1) {
    const next = await api.listApprovals(
      { limit: PAGE_SIZE, cursor },
      { signal },
    );
    items.push(...next.items);
    cursor = next.nextCursor;
  }
  return { ...first, items, nextCursor: cursor };
}

/** The plans that wait for agreement, a longer list on demand. */
export function useApprovals() {
  const api = useApi(stacksApiRef);
  const [pages, setPages] = useState(1);
  const load = useCallback(
    (signal: AbortSignal) => listPages(api, { pages, signal }),
    [api, pages],
  );
  return {
    ...usePolling(load, { intervalMs: () => POLL_MS, keepPrevious: true }),
    showMore: () => setPages(count => count + 1),
  };
}
