// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import { awsStacksTranslationRef } from '../../translation';

/** Says of a stack that was made elsewhere where it comes from, and what follows. */
export function StandingNotice({ stack }: { stack: Stack }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { standing, status } = stack;
  if (!standing || status === 'destroyed') return null;
  return (
    <Alert
      status="info"
      icon
      title={t('made.title')}
      description={`${t('made.origin')}: ${standing.origin}. ${t('made.body')}`}
    />
  );
}
