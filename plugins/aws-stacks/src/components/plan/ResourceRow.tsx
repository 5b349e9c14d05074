// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ResourceChange } from '@groundwork/backstage-plugin-groundwork-common';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { awsStacksTranslationRef } from '../../translation';
import { PlanActionBadge } from './PlanActionBadge';
import styles from './Plan.module.css';

interface ResourceRowProps {
  change: ResourceChange;
  isOpen: boolean;
  onToggle: () => void;
}

/** A resource of the plan, which opens to its attributes. */
export function ResourceRow({ change, isOpen, onToggle }: ResourceRowProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const Arrow = isOpen ? RiArrowDownSLine : RiArrowRightSLine;
  return (
    <button
      type="button"
      className={styles.resource}
      aria-expanded={isOpen}
      onClick={onToggle}
    >
      <Arrow size={18} aria-hidden="true" className={styles.arrow} />
      <PlanActionBadge action={change.action} />
      {change.importId !== undefined && change.action !== 'import' && (
        <PlanActionBadge action="import" />
      )}
      <span className={styles.names}>
        <span className={styles.address}>{change.address}</span>
        <span className={styles.more}>
          {change.type}
          {change.physicalId && ` · ${change.physicalId}`}
          {change.importId && ` · ${t('import.as', { id: change.importId })}`}
          {change.reason &&
            ` · ${t('plan.reason', { reason: reasonWords(change.reason) })}`}
        </span>
      </span>
    </button>
  );
}

/** The engine's own word for why, with its underscores as spaces. */
export function reasonWords(reason: string): string {
  return reason.replace(/_/g, ' ');
}
