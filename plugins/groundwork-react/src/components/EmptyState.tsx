// SPDX-License-Identifier: Apache-2.0
import { Text } from '@backstage/ui';
import { type RemixiconComponentType, RiStackLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import styles from './Notices.module.css';

/**
 * Props of {@link EmptyState}.
 *
 * @public
 */
export interface EmptyStateProps {
  title: string;
  description?: ReactNode;
  /** What to do about it: a link or a button. */
  action?: ReactNode;
  icon?: RemixiconComponentType;
}

/**
 * Says that there is nothing yet, and what to do to have something.
 *
 * @public
 */
export function EmptyState(props: EmptyStateProps) {
  const Icon = props.icon ?? RiStackLine;
  return (
    <div className={styles.empty}>
      <Icon size={32} className={styles.icon} aria-hidden="true" />
      <Text as="h2" variant="title-x-small" weight="bold">
        {props.title}
      </Text>
      {props.description && (
        <Text as="div" color="secondary" className={styles.words}>
          {props.description}
        </Text>
      )}
      {props.action}
    </div>
  );
}
