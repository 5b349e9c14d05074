// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FindingsSummary } from '@groundwork/backstage-plugin-groundwork-common';
import {
  ChartWithTable,
  Section,
  groundworkReactTranslationRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsSecurityTranslationRef } from '../../translation';
import { MOST_SEVERE_FIRST, knownCount, sumOf } from '../counts';
import { KnownNote } from '../KnownNote';
import { SummaryFacts } from '../SummaryFacts';
import styles from './EntitySecurityContent.module.css';

/** The open findings in numbers. */
export function SummarySection({ summary }: { summary: FindingsSummary }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const hasBars = summary.known !== 'none' && sumOf(summary.open) > 0;
  return (
    <Section title={t('summary.title')}>
      <KnownNote summary={summary} />
      <div className={hasBars ? styles.summary : undefined}>
        {hasBars && <SeverityChart summary={summary} />}
        <SummaryFacts summary={summary} />
      </div>
      {hasBars && <p className={styles.note}>{t('chart.note')}</p>}
    </Section>
  );
}

function SeverityChart({ summary }: { summary: FindingsSummary }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const { t: shared } = useTranslationRef(groundworkReactTranslationRef);
  const { known, open, guardDuty } = summary;
  return (
    <ChartWithTable
      title={known === 'all' ? t('chart.title') : t('chart.titlePart')}
      category={t('chart.severity')}
      isLowerBound={known === 'part'}
      series={[
        { id: 'guardDuty', label: t('chart.guardDuty'), tone: 'warning' },
        { id: 'others', label: t('chart.others'), tone: 'busy' },
      ]}
      rows={MOST_SEVERE_FIRST.map(severity => ({
        label: shared(`severity.${severity}`),
        values: {
          guardDuty: knownCount(guardDuty[severity], known),
          others: knownCount(open[severity] - guardDuty[severity], known),
        },
      }))}
    />
  );
}
