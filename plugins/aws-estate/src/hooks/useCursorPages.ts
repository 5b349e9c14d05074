// SPDX-License-Identifier: Apache-2.0
import { usePolling } from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useState } from 'react';
import type { ResourceFilter } from './useResourceFilters';

/** Resources on one page of a list. */
export const PAGE_SIZE = 25;
const POLL_MS = 30_000;

/** What a page of resources is asked for by. */
export interface PageQuery extends ResourceFilter {
  limit: number;
  cursor?: string;
}

/** Asks for one page. */
export type ListPage<P> = (query: PageQuery, signal: AbortSignal) => Promise<P>;

/**
 * One page of a list at a time, forwards and backwards by cursors. Another filter begins with the first page.
 *
 * @param list - must keep its identity (`useCallback`)
 * @param filter - must keep its identity while it is the same (`useMemo`)
 */
export function useCursorPages<P extends { nextCursor?: string }>(
  list: ListPage<P>,
  filter: ResourceFilter,
) {
  const [position, setPosition] = useState<Position>({ filter, cursors: [] });
  const cursors = position.filter === filter ? position.cursors : [];
  const cursor = cursors[cursors.length - 1];
  const load = useCallback(
    (signal: AbortSignal) =>
      list({ ...filter, limit: PAGE_SIZE, cursor }, signal),
    [list, filter, cursor],
  );
  const state = usePolling(load, {
    intervalMs: () => POLL_MS,
    keepPrevious: true,
  });
  const next = state.data?.nextCursor;
  return {
    ...state,
    offset: cursors.length * PAGE_SIZE,
    hasNext: next !== undefined,
    toNext: () => next && setPosition({ filter, cursors: [...cursors, next] }),
    toPrevious: () => setPosition({ filter, cursors: cursors.slice(0, -1) }),
  };
}

interface Position {
  filter: ResourceFilter;
  /** Of the pages after the first, up to the one that is shown. */
  cursors: string[];
}

/** Where in a list one is, without what is on the page. */
export type Paging = Pick<
  ReturnType<typeof useCursorPages>,
  'offset' | 'hasNext' | 'toNext' | 'toPrevious' | 'isLoading'
>;
