// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import type {
  Account,
  AccountsPage,
  StacksApi,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useMemo } from 'react';

const NONE: Account[] = [];

/** Several parts of a page ask for the names at once; the backend is asked once. */
const known = new WeakMap<StacksApi, Promise<AccountsPage>>();

function listAccountsOnce(api: StacksApi): Promise<AccountsPage> {
  const before = known.get(api);
  if (before) return before;
  const answer = api.listAccounts();
  known.set(api, answer);
  answer.catch(() => known.delete(api));
  return answer;
}

/** The accounts of the configuration. Names are an addition: without them the views show ids. */
export function useAccounts() {
  const api = useApi(stacksApiRef);
  const load = useCallback(() => listAccountsOnce(api), [api]);
  const accounts = usePolling(load).data?.items ?? NONE;
  return useMemo(
    () => ({
      accounts,
      nameOf: (accountId: string) =>
        accounts.find(account => account.accountId === accountId)?.name,
    }),
    [accounts],
  );
}
