// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  PolicyReview,
  RunDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  ConfirmDialog,
  EnvironmentBadge,
  Facts,
  stacksApiRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import { TargetLabel } from '../TargetLabel';
import { Value } from '../Value';
import { shortDigest } from './RunFacts';

interface PolicyOverrideDialogProps {
  run: RunDetail;
  policy: PolicyReview;
  onDone: () => void;
  onClose: () => void;
}

/** Lets the plan that is shown go on against the policies; nobody does it without saying why. */
export function PolicyOverrideDialog(props: PolicyOverrideDialogProps) {
  const { run, policy, onDone, onClose } = props;
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const { planDigest, target } = run;
  const soft = policy.results.filter(({ level }) => level === 'soft');
  const rules = [...new Set(soft.map(({ ruleId }) => ruleId))];
  const override = async (reason: string | undefined) => {
    if (!reason) throw new Error(t('policy.reasonNeeded'));
    if (!planDigest) throw new Error(t('policy.noPlan'));
    await api.overrideRun(run.id, { planDigest, reason });
    onDone();
  };
  return (
    <ConfirmDialog
      title={t('policy.confirmTitle')}
      confirmLabel={t('policy.override')}
      reasonLabel={t('policy.reason')}
      destructive
      onConfirm={override}
      onClose={onClose}
    >
      <Text>{t('policy.confirmBody', { count: soft.length })}</Text>
      <Facts
        facts={[
          [t('policy.rules'), rules.join(', ')],
          [t('confirm.account'), <TargetLabel key="account" target={target} />],
          [
            t('confirm.environment'),
            <EnvironmentBadge key="env" environment={target.environment} />,
          ],
          [
            t('confirm.digest'),
            planDigest && <Value value={shortDigest(planDigest)} />,
          ],
        ]}
      />
    </ConfirmDialog>
  );
}
