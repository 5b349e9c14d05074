// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import type { StackDetail } from '@groundwork/backstage-plugin-groundwork-common';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';

const SHOWN = 20;

/** The sensitive variables of the source that is applied to a stack. */
export function useAppliedSecretNames(stack: StackDetail) {
  const api = useApi(stacksApiRef);
  const load = useCallback(
    (signal: AbortSignal) =>
      api.listStackSources(stack.id, { limit: SHOWN }, { signal }),
    [api, stack.id],
  );
  const { data } = usePolling(load);
  const source = data?.items.find(({ current }) => current);
  return source?.secretNames ?? [];
}
