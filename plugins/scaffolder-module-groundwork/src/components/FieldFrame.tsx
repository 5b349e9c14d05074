// SPDX-License-Identifier: Apache-2.0
import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './FieldFrame.module.css';

interface FieldFrameProps {
  title: string;
  description?: string;
  isRequired?: boolean;
  children: ReactNode;
}

/** A form field of several parts: its title and what it is for. What is wrong is said by the form below it. */
export function FieldFrame(props: FieldFrameProps) {
  const { title, description, isRequired, children } = props;
  return (
    <fieldset className={styles.field}>
      <legend className={styles.title}>
        {title}
        {isRequired && <span aria-hidden="true"> *</span>}
      </legend>
      {description && <Text color="secondary">{description}</Text>}
      {children}
    </fieldset>
  );
}
