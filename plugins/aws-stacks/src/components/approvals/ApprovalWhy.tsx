// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  Approval,
  ApprovalReason,
} from '@groundwork/backstage-plugin-groundwork-common';
import { awsStacksTranslationRef } from '../../translation';
import { useApproverWords } from './useApproverWords';

/** Of whom approvers have to be one, and the rules that ask for it. */
export function ApprovalWhy({ approval }: { approval: Approval }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const approvers = useApproverWords()(approval);
  return (
    <>
      {approvers && <Text>{t('approvals.of', { approvers })}</Text>}
      {approval.why.map(reason => (
        <Reason key={JSON.stringify(reason)} reason={reason} />
      ))}
    </>
  );
}

function Reason({ reason }: { reason: ApprovalReason }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { environment, required, risks, rule } = reason;
  const needed =
    rule === 'other'
      ? t('approval.required', { count: required })
      : t(`approval.${rule}`);
  return (
    <Text color="secondary">
      {risks.length > 0
        ? t('approvals.because', {
            required: needed.replace(/\.$/, ''),
            risks: risks
              .map(risk => t(`risk.${risk}`).toLowerCase())
              .join(', '),
          })
        : t('approvals.always', {
            required: needed.replace(/\.$/, ''),
            environment,
          })}
    </Text>
  );
}
