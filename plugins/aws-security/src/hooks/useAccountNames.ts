// SPDX-License-Identifier: Apache-2.0
import { useApiHolder } from '@backstage/core-plugin-api';
import type {
  EstateAccounts,
  EstateApi,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  estateApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';

/** Several parts of a page ask for the names at once; the backend is asked once. */
const known = new WeakMap<EstateApi, Promise<EstateAccounts>>();

function listAccountsOnce(api: EstateApi): Promise<EstateAccounts> {
  const before = known.get(api);
  if (before) return before;
  const answer = api.listAccounts();
  known.set(api, answer);
  answer.catch(() => known.delete(api));
  return answer;
}

/** The names of accounts, an addition: without `aws-estate`, or the permission to see it, the views show ids. */
export function useAccountNames() {
  const api = useApiHolder().get(estateApiRef);
  const load = useCallback(async () => api && listAccountsOnce(api), [api]);
  const accounts = usePolling(load).data?.items;
  return useCallback(
    (accountId: string) =>
      accounts?.find(account => account.accountId === accountId)?.name,
    [accounts],
  );
}
