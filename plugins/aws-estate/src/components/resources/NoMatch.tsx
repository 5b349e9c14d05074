// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { EmptyState } from '@groundwork/backstage-plugin-groundwork-react';
import { awsEstateTranslationRef } from '../../translation';

/** Nothing matches the filters. */
export function NoMatch({ onClear }: { onClear: () => void }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  return (
    <EmptyState
      title={t('list.noMatchTitle')}
      description={t('list.noMatch')}
      action={
        <Button variant="secondary" onPress={onClear}>
          {t('filter.clear')}
        </Button>
      }
    />
  );
}
