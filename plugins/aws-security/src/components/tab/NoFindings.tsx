// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { FindingsSummary } from '@groundwork/backstage-plugin-groundwork-common';
import { EmptyState } from '@groundwork/backstage-plugin-groundwork-react';
import {
  RiQuestionLine,
  RiSearchLine,
  RiShieldCheckLine,
} from '@remixicon/react';
import type { useFindingFilters } from '../../hooks/useFindingFilters';
import { awsSecurityTranslationRef } from '../../translation';

interface NoFindingsProps {
  known: FindingsSummary['known'];
  filtering: ReturnType<typeof useFindingFilters>;
}

/** Why the list has nothing: it is not known, nothing is open, or nothing matches. */
export function NoFindings({ known, filtering }: NoFindingsProps) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  if (known === 'none') {
    return (
      <EmptyState
        icon={RiQuestionLine}
        title={t('list.unknownTitle')}
        description={t('list.unknown')}
      />
    );
  }
  if (filtering.isActive) {
    return (
      <EmptyState
        icon={RiSearchLine}
        title={t('list.noMatchTitle')}
        description={
          known === 'all' ? t('list.noMatch') : t('list.noMatchPart')
        }
        action={
          <Button variant="secondary" onPress={filtering.clear}>
            {t('filter.clear')}
          </Button>
        }
      />
    );
  }
  return known === 'all' ? (
    <EmptyState
      icon={RiShieldCheckLine}
      title={t('list.emptyTitle')}
      description={t('list.empty')}
    />
  ) : (
    <EmptyState
      icon={RiQuestionLine}
      title={t('list.partTitle')}
      description={t('list.part')}
    />
  );
}
