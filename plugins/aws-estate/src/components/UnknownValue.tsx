// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { VisuallyHidden } from '@backstage/ui';
import { awsEstateTranslationRef } from '../translation';
import styles from './Page.module.css';

/** What is not known, in a word, and why on hover and for assistive technology. */
export function UnknownValue({ why }: { why: string }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  return (
    <span className={styles.unknown} title={why}>
      {t('unknown.label')}
      <VisuallyHidden> ({why})</VisuallyHidden>
    </span>
  );
}

/** A count; unknown where nothing was read. */
export function Count({ value, why }: { value?: number; why: string }) {
  if (value === undefined) return <UnknownValue why={why} />;
  return <span className={styles.number}>{value.toLocaleString()}</span>;
}
