// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  RunDetail,
  RunPlan,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  EnvironmentBadge,
  RunStateBadge,
  StatusBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiDeleteBinLine } from '@remixicon/react';
import { awsStacksTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { RunActions } from './RunActions';
import { RunRollback } from './RunRollback';

interface RunHeaderProps {
  run: RunDetail;
  plan: RunPlan | undefined;
  onChanged: () => void;
}

/** What the run is of, how it is, and what can be done. */
export function RunHeader({ run, plan, onChanged }: RunHeaderProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const isDestroy = run.operation === 'destroy';
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <Text as="h1" variant="title-small" weight="bold">
          {t(isDestroy ? 'destroy.runTitle' : 'run.title', {
            stack: `${run.layer} / ${run.name}`,
          })}
        </Text>
        {isDestroy && (
          <StatusBadge tone="negative" icon={RiDeleteBinLine}>
            {t('destroy.badge')}
          </StatusBadge>
        )}
        <RunStateBadge state={run.state} />
        <EnvironmentBadge environment={run.target.environment} />
      </div>
      <div className={styles.actions}>
        <RunRollback run={run} />
        <RunActions run={run} plan={plan} onChanged={onChanged} />
      </div>
    </header>
  );
}
