// SPDX-License-Identifier: Apache-2.0
import { Text } from '@backstage/ui';
import { type ReactNode, useId } from 'react';
import styles from './Finding.module.css';

interface PartProps {
  title: string;
  /** Beside the title. */
  action?: ReactNode;
  children: ReactNode;
}

/** A titled part of a finding. */
export function Part({ title, action, children }: PartProps) {
  const titleId = useId();
  return (
    <section className={styles.part} aria-labelledby={titleId}>
      <div className={styles.head}>
        <Text as="h3" variant="body-medium" weight="bold" id={titleId}>
          {title}
        </Text>
        {action}
      </div>
      {children}
    </section>
  );
}
