// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  RunAction,
  RunDetail,
  RunPlan,
  StacksApi,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  ConfirmDialog,
  EnvironmentBadge,
  Facts,
  stacksApiRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import { TargetLabel } from '../TargetLabel';
import { usePlanCounts } from '../runs/usePlanCounts';
import { Value } from '../Value';
import { shortDigest } from './RunFacts';

/** The steps that are buttons of the page. */
export type RunButton = Exclude<RunAction, 'override'>;

interface RunActionDialogProps {
  action: RunButton;
  run: RunDetail;
  plan: RunPlan | undefined;
  onDone: () => void;
  onClose: () => void;
}

const DESTRUCTIVE: readonly RunAction[] = ['cancel', 'unlock', 'fail'];

async function perform(
  api: StacksApi,
  props: RunActionDialogProps,
  words: string | undefined,
): Promise<void> {
  const { action, run, plan } = props;
  if (action !== 'approve' && action !== 'reject') {
    await api.operateRun(run.id, action, { reason: words });
    return;
  }
  if (!plan) throw new Error('The plan is not loaded; reload the page');
  await api.decideRun(run.id, action, {
    planDigest: plan.planDigest,
    comment: words,
  });
}

/** Says what is going to happen, then does it. */
export function RunActionDialog(props: RunActionDialogProps) {
  const { action, run, plan, onDone, onClose } = props;
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const isDecision = action === 'approve' || action === 'reject';
  const comment =
    action === 'reject' ? t('reject.comment') : t('action.comment');
  const reasonLabel = isDecision ? comment : undefined;
  return (
    <ConfirmDialog
      title={t(`confirm.${action}.title`)}
      confirmLabel={t(`action.${action}`)}
      destructive={DESTRUCTIVE.includes(action)}
      reasonLabel={reasonLabel}
      onConfirm={async words => {
        if (action === 'reject' && !words) {
          throw new Error(t('reject.commentNeeded'));
        }
        await perform(api, props, words);
        onDone();
      }}
      onClose={onClose}
    >
      <Text>
        {action === 'approve' && run.operation === 'destroy'
          ? t('destroy.approve')
          : t(`confirm.${action}.body`)}
      </Text>
      <WhatIsDecided run={run} plan={isDecision ? plan : undefined} />
    </ConfirmDialog>
  );
}

function WhatIsDecided(props: { run: RunDetail; plan: RunPlan | undefined }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const counts = usePlanCounts();
  const { target } = props.run;
  const { plan } = props;
  return (
    <Facts
      facts={[
        [t('confirm.account'), <TargetLabel key="account" target={target} />],
        [
          t('confirm.environment'),
          <EnvironmentBadge key="env" environment={target.environment} />,
        ],
        [t('confirm.changes'), plan && counts(plan.plan.summary)],
        [
          t('confirm.digest'),
          plan && <Value value={shortDigest(plan.planDigest)} />,
        ],
      ]}
    />
  );
}
