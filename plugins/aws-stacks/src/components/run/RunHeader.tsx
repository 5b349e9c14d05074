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
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { RunActions } from './RunActions';

interface RunHeaderProps {
  run: RunDetail;
  plan: RunPlan | undefined;
  onChanged: () => void;
}

/** What the run is of, how it is, and what can be done. */
export function RunHeader({ run, plan, onChanged }: RunHeaderProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <Text as="h1" variant="title-small" weight="bold">
          {t('run.title', { stack: `${run.layer} / ${run.name}` })}
        </Text>
        <RunStateBadge state={run.state} />
        <EnvironmentBadge environment={run.target.environment} />
      </div>
      <RunActions run={run} plan={plan} onChanged={onChanged} />
    </header>
  );
}
