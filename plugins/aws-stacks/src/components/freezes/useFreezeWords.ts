// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Freeze,
  FreezeScope,
} from '@groundwork/backstage-plugin-groundwork-common';
import { useAccounts } from '../../hooks/useAccounts';
import { awsStacksTranslationRef } from '../../translation';

/** An instant as the person who looks would write it. */
export function localInstant(instant: string): string {
  return new Date(instant).toLocaleString();
}

/** What a freeze stops, and until when, in words. */
export function useFreezeWords() {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { nameOf } = useAccounts();
  return {
    scope(scope: FreezeScope): string {
      if (scope.kind === 'environment') return t('freeze.environment', scope);
      if (scope.kind === 'everything') return t('freeze.everything');
      const { accountId } = scope;
      return t('freeze.account', { account: nameOf(accountId) ?? accountId });
    },
    until({ until }: Pick<Freeze, 'until'>): string {
      return until
        ? t('freeze.until', { instant: localInstant(until) })
        : t('freeze.untilEnded');
    },
  };
}
