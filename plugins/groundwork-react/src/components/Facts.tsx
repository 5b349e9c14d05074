// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import styles from './Facts.module.css';

/**
 * Props of {@link Facts}.
 *
 * @public
 */
export interface FactsProps {
  /** Label and value; a fact without a value is left out. */
  facts: readonly (readonly [label: string, value: ReactNode])[];
}

/**
 * Facts of one thing, side by side where there is room.
 *
 * @public
 */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([label, value]) => (
          <div key={label} className={styles.fact}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
