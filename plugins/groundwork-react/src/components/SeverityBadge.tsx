// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Severity } from '@groundwork/backstage-plugin-groundwork-common';
import { groundworkReactTranslationRef } from '../translation';
import styles from './Severity.module.css';
import { SEVERITY_ICONS } from './severityLooks';

/**
 * Props of {@link SeverityBadge}.
 *
 * @public
 */
export interface SeverityBadgeProps {
  severity: Severity;
}

/**
 * A severity, as an icon with a text.
 *
 * @public
 */
export function SeverityBadge({ severity }: SeverityBadgeProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const Icon = SEVERITY_ICONS[severity];
  return (
    <span className={styles.badge} data-severity={severity}>
      <Icon size={14} aria-hidden="true" />
      <span>{t(`severity.${severity}`)}</span>
    </span>
  );
}
