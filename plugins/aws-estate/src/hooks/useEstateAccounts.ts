// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import type { EstateAccount } from '@groundwork/backstage-plugin-groundwork-common';
import {
  estateApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useMemo } from 'react';

const NONE: EstateAccount[] = [];

/** The accounts of the estate by name. Names are an addition: without them the views show ids. */
export function useEstateAccounts() {
  const api = useApi(estateApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.listAccounts({ signal }),
    [api],
  );
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
