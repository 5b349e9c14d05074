// SPDX-License-Identifier: Apache-2.0
import type { RemixiconComponentType } from '@remixicon/react';
import type { ReactNode } from 'react';
import styles from './StatusBadge.module.css';

/**
 * What a badge says by its colour, beside its icon and text: `busy` is work in progress.
 *
 * @public
 */
export type StatusTone =
  | 'neutral'
  | 'busy'
  | 'positive'
  | 'warning'
  | 'negative';

/**
 * Props of {@link StatusBadge}.
 *
 * @public
 */
export interface StatusBadgeProps {
  tone: StatusTone;
  icon: RemixiconComponentType;
  children: ReactNode;
}

/**
 * An icon and a text in a colour. The colour never says anything alone.
 *
 * @public
 */
export function StatusBadge(props: StatusBadgeProps) {
  const { tone, icon: Icon, children } = props;
  return (
    <span className={styles.badge} data-tone={tone}>
      <Icon size={14} aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}
