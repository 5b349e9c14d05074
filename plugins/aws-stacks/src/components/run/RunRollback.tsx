// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import {
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiArrowGoBackLine } from '@remixicon/react';
import { useCallback, useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import { RollbackDialog } from '../stack/RollbackDialog';

/** After a run that failed: the plan back to the source that was applied last. */
export function RunRollback({ run }: { run: Run }) {
  const hasFailed = run.operation === 'apply' && run.state === 'failed';
  return hasFailed ? <RollbackButton stackId={run.stackId} /> : null;
}

/** Where the stack cannot be read, the page says so by its other parts. */
function RollbackButton({ stackId }: { stackId: string }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const [isOpen, setOpen] = useState(false);
  const load = useCallback(
    (signal: AbortSignal) => api.getStack(stackId, { signal }),
    [api, stackId],
  );
  const { data: stack } = usePolling(load);
  if (!stack?.sourceDigest || !stack.actions?.includes('rollback')) return null;
  return (
    <>
      <Button
        variant="secondary"
        iconStart={<RiArrowGoBackLine />}
        onPress={() => setOpen(true)}
      >
        {t('rollback.last')}
      </Button>
      {isOpen && (
        <RollbackDialog stack={stack} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
