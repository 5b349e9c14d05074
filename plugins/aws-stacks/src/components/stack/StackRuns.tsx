// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { stackReadPermission } from '@groundwork/backstage-plugin-groundwork-common';
import {
  LoadView,
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import { RunTable } from '../runs/RunTable';

const POLL_MS = 10_000;

/** The last runs of one stack. */
export function StackRuns({ stackId }: { stackId: string }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.listRuns({ stackId, limit: 20 }, { signal }),
    [api, stackId],
  );
  const state = usePolling(load, { intervalMs: () => POLL_MS });
  return (
    <LoadView state={state} permission={stackReadPermission.name}>
      {({ items }) =>
        items.length === 0 ? (
          <Text color="secondary">{t('stack.runsEmpty')}</Text>
        ) : (
          <RunTable runs={items} isOfOneStack />
        )
      }
    </LoadView>
  );
}
