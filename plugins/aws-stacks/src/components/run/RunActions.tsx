// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  RunAction,
  RunDetail,
  RunPlan,
} from '@groundwork/backstage-plugin-groundwork-common';
import { useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { type RunButton, RunActionDialog } from './RunActionDialog';

interface RunActionsProps {
  run: RunDetail;
  /** The plan that is shown: a decision is on this one. */
  plan: RunPlan | undefined;
  onChanged: () => void;
}

const DECISIONS: readonly RunAction[] = ['approve', 'reject'];
const FIRST: readonly RunAction[] = ['approve', 'resume'];

/** Overriding a policy is offered beside what it objects to. */
function isButton(action: RunAction): action is RunButton {
  return action !== 'override';
}

/** The buttons the backend says this person has, and no others. */
export function RunActions({ run, plan, onChanged }: RunActionsProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [asked, setAsked] = useState<RunButton>();
  const isSeen = plan !== undefined && plan.planDigest === run.planDigest;
  const waits =
    run.actions.some(action => DECISIONS.includes(action)) && !isSeen;
  return (
    <div
      className={styles.actions}
      title={waits ? t('action.waitForPlan') : undefined}
    >
      {run.actions.filter(isButton).map(action => (
        <Button
          key={action}
          variant={FIRST.includes(action) ? 'primary' : 'secondary'}
          isDisabled={DECISIONS.includes(action) && !isSeen}
          onPress={() => setAsked(action)}
        >
          {t(`action.${action}`)}
        </Button>
      ))}
      {asked && (
        <RunActionDialog
          action={asked}
          run={run}
          plan={plan}
          onDone={onChanged}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}
