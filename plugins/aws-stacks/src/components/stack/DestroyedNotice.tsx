// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Link } from '@backstage/ui';
import type { StackDetail } from '@groundwork/backstage-plugin-groundwork-common';
import { RelativeTime } from '@groundwork/backstage-plugin-groundwork-react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';

/** When a stack was destroyed, and by which run. */
export function DestroyedNotice({ stack }: { stack: StackDetail }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const { destroyed, status } = stack;
  if (status !== 'destroyed') return null;
  return (
    <Alert
      status="info"
      icon
      title={t(stack.standing ? 'made.removed' : 'destroyed.title')}
      description={
        destroyed && (
          <>
            <RelativeTime instant={destroyed.at} />{' '}
            <Link href={links.run(destroyed.runId)}>{t('destroyed.run')}</Link>
          </>
        )
      }
    />
  );
}
