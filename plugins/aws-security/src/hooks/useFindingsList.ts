// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import type {
  FindingsPage,
  FindingsQuery,
  SecurityApi,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  securityApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useState } from 'react';
import { useEntityRef } from './useEntityRef';

const POLL_MS = 60_000;
const PAGE_SIZE = 50;

interface Wanted {
  entityRef: string;
  query: FindingsQuery;
  pages: number;
}

async function listPages(
  api: SecurityApi,
  { entityRef, query, pages }: Wanted,
  signal: AbortSignal,
): Promise<FindingsPage> {
  const ask = (cursor?: string) =>
    api.listEntityFindings(
      entityRef,
      { ...query, limit: PAGE_SIZE, cursor },
      { signal },
    );
  const first = await ask();
  const items = [...first.items];
  let { nextCursor } = first;
  for (let page = 1; page < pages && nextCursor; page += 1) {
    const next = await ask(nextCursor);
    items.push(...next.items);
    nextCursor = next.nextCursor;
  }
  return { ...first, items, nextCursor };
}

/** The findings of the entity whose page this is, the most severe first, more of them on demand. */
export function useFindingsList(query: FindingsQuery) {
  const api = useApi(securityApiRef);
  const entityRef = useEntityRef();
  const [more, setMore] = useState({ query, pages: 1 });
  const pages = more.query === query ? more.pages : 1;
  const load = useCallback(
    (signal: AbortSignal) =>
      listPages(api, { entityRef, query, pages }, signal),
    [api, entityRef, query, pages],
  );
  return {
    ...usePolling(load, { intervalMs: () => POLL_MS, keepPrevious: true }),
    showMore: () => setMore({ query, pages: pages + 1 }),
  };
}
