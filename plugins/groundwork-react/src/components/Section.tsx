// SPDX-License-Identifier: Apache-2.0
import { Text } from '@backstage/ui';
import { type ReactNode, useId } from 'react';
import styles from './Section.module.css';

/**
 * Props of {@link Section}.
 *
 * @public
 */
export interface SectionProps {
  title: string;
  /** Beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/**
 * A titled part of a page.
 *
 * @public
 */
export function Section({ title, actions, children }: SectionProps) {
  const titleId = useId();
  return (
    <section className={styles.section} aria-labelledby={titleId}>
      <div className={styles.head}>
        <Text as="h2" variant="title-x-small" weight="bold" id={titleId}>
          {title}
        </Text>
        {actions}
      </div>
      {children}
    </section>
  );
}
