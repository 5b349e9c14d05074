// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FindingsSummary } from '@groundwork/backstage-plugin-groundwork-common';
import {
  Facts,
  KnownCount,
  RelativeTime,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsSecurityTranslationRef } from '../translation';
import { sumOf } from './counts';

/** What has changed lately, how old the oldest is, and what related entities have. */
export function SummaryFacts({ summary }: { summary: FindingsSummary }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const { known, open, newSinceLastWeek, oldestOpenAt, via } = summary;
  const none = known === 'all' ? t('summary.noOldest') : t('summary.unknown');
  return (
    <Facts
      facts={[
        [t('summary.total'), <KnownCount count={sumOf(open)} known={known} />],
        [
          t('summary.newSinceLastWeek'),
          <KnownCount count={newSinceLastWeek} known={known} />,
        ],
        [
          t('summary.oldest'),
          oldestOpenAt ? <RelativeTime instant={oldestOpenAt} /> : none,
        ],
        [t('summary.via'), <KnownCount count={via} known={known} />],
      ]}
    />
  );
}
