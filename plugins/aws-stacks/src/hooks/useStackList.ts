// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import type {
  Problem,
  Stack,
  StacksApi,
  StacksQuery,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';

const PAGE_SIZE = 200;
const MAX_PAGES = 5;
const POLL_MS = 15_000;

/** Stacks of a query, as far as they are listed. */
export interface StackList {
  stacks: Stack[];
  problems: Problem[];
  /** There are more than can be listed. */
  isCapped: boolean;
}

async function listAll(
  api: StacksApi,
  query: StacksQuery,
  signal: AbortSignal,
): Promise<StackList> {
  const stacks: Stack[] = [];
  const problems: Problem[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const page = await api.listStacks(
      { ...query, limit: PAGE_SIZE, cursor },
      { signal },
    );
    stacks.push(...page.items);
    if (count === 0) problems.push(...page.problems);
    cursor = page.nextCursor;
    if (!cursor) break;
  }
  return { stacks, problems, isCapped: cursor !== undefined };
}

/** What the server filters by. Destroyed stacks are listed only when their status is asked for. */
export type StackListQuery = Pick<
  StacksQuery,
  'layer' | 'layerVersion' | 'environment' | 'accountId' | 'text' | 'status'
>;

/** The stacks that match, up to a thousand, kept up to date. */
export function useStackList(query: StackListQuery) {
  const api = useApi(stacksApiRef);
  const { layer, layerVersion, environment, accountId, text, status } = query;
  const load = useCallback(
    (signal: AbortSignal) =>
      listAll(
        api,
        { layer, layerVersion, environment, accountId, text, status },
        signal,
      ),
    [api, layer, layerVersion, environment, accountId, text, status],
  );
  return usePolling(load, { intervalMs: () => POLL_MS, keepPrevious: true });
}
