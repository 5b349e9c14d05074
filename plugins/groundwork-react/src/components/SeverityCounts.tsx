// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SeverityCounts as Counts } from '@groundwork/backstage-plugin-groundwork-common';
import { groundworkReactTranslationRef } from '../translation';
import { KnownCount, type KnownCountProps, isUnknownCount } from './KnownCount';
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
  known?: KnownCountProps['known'];
}

function stateOf(props: KnownCountProps): 'unknown' | 'none' | 'some' {
  if (isUnknownCount(props)) return 'unknown';
  return props.count > 0 ? 'some' : 'none';
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
      {MOST_SEVERE_FIRST.map(severity => {
        const count = { count: counts[severity], known };
        return (
          <li key={severity} className={styles.count} data-severity={severity}>
            <span className={styles.number} data-state={stateOf(count)}>
              <KnownCount {...count} />
            </span>
            <span className={styles.countLabel}>
              {t(`severity.${severity}`)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
