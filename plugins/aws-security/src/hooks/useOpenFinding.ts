// SPDX-License-Identifier: Apache-2.0
import { findingIdSchema } from '@groundwork/backstage-plugin-groundwork-common';
import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';

const PARAMETER = 'finding';

/** The finding that is open, by its id in the address, so that it can be sent to somebody. */
export function useOpenFinding() {
  const { pathname } = useLocation();
  const [search, setSearch] = useSearchParams();
  const id = findingIdSchema.safeParse(search.get(PARAMETER)).data;
  const close = useCallback(
    () =>
      setSearch(
        before => {
          const next = new URLSearchParams(before);
          next.delete(PARAMETER);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const hrefOf = (findingId: string) => {
    const next = new URLSearchParams(search);
    next.set(PARAMETER, findingId);
    return `${pathname}?${next}`;
  };
  return { id, close, hrefOf };
}
