// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import type {
  FindingsSummary,
  SeverityCounts as Counts,
} from '@groundwork/backstage-plugin-groundwork-common';
import { groundworkReactTranslationRef } from '../translation';
import styles from './Severity.module.css';
import { MOST_SEVERE_FIRST } from './severityLooks';

/**
 * Props of {@link SeverityCounts}.
 *
 * @public
 */
export interface SeverityCountsProps {
  /** What is counted, for those who cannot see what stands beside the numbers. */
  label: string;
  counts: Counts;
  /** How much of it is known: with a part of it unknown the numbers are lower bounds, and a zero is unknown. */
  known?: FindingsSummary['known'];
}

/**
 * Five numbers, the most severe first. What is not known is shown as not known.
 *
 * @public
 */
export function SeverityCounts(props: SeverityCountsProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const { label, counts, known = 'all' } = props;
  return (
    <ul className={styles.counts} aria-label={label}>
      {MOST_SEVERE_FIRST.map(severity => (
        <li key={severity} className={styles.count} data-severity={severity}>
          <Count count={counts[severity]} known={known} />
          <span className={styles.countLabel}>{t(`severity.${severity}`)}</span>
        </li>
      ))}
    </ul>
  );
}

function Count({
  count,
  known,
}: Pick<FindingsSummary, 'known'> & { count: number }) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  if (known === 'none' || (known === 'part' && count === 0)) {
    return (
      <span className={styles.number} data-state="unknown">
        <span aria-hidden="true">?</span>
        <VisuallyHidden>{t('count.unknown')}</VisuallyHidden>
      </span>
    );
  }
  if (known === 'part') {
    return (
      <span className={styles.number} data-state="some">
        <span aria-hidden="true">≥ {count}</span>
        <VisuallyHidden>{t('count.atLeast', { count })}</VisuallyHidden>
      </span>
    );
  }
  return (
    <span className={styles.number} data-state={count > 0 ? 'some' : 'none'}>
      {count}
    </span>
  );
}
