// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Link } from '@backstage/ui';
import type { RunQueue } from '@groundwork/backstage-plugin-groundwork-common';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';

/** Where a queued run stands, and what it waits for. */
export function RunQueueNote({ queue }: { queue: RunQueue }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const { limit = 1, position, runId, waitsFor } = queue;
  const isLimit = waitsFor === 'account' || waitsFor === 'total';
  return (
    <Alert
      status="info"
      icon
      title={t('queue.title', { position: String(position) })}
      description={
        <>
          {isLimit
            ? t(`queue.${waitsFor}`, { count: limit })
            : t(`queue.${waitsFor}`)}{' '}
          {runId && <Link href={links.run(runId)}>{t('queue.openRun')}</Link>}
        </>
      }
    />
  );
}
