// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type FindingDetail,
  type RecordState,
  type WorkflowStatus,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  StatusBadge,
  type StatusTone,
} from '@groundwork/backstage-plugin-groundwork-react';
import {
  type RemixiconComponentType,
  RiArchiveLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiDeleteBinLine,
  RiErrorWarningLine,
  RiEyeOffLine,
  RiMailSendLine,
  RiQuestionLine,
  RiRecordCircleLine,
} from '@remixicon/react';
import { awsSecurityTranslationRef } from '../translation';

type Look = [StatusTone, RemixiconComponentType];
type ComplianceStatus = NonNullable<FindingDetail['complianceStatus']>;

const WORKFLOW: Record<WorkflowStatus, Look> = {
  new: ['neutral', RiRecordCircleLine],
  notified: ['busy', RiMailSendLine],
  resolved: ['positive', RiCheckLine],
  suppressed: ['neutral', RiEyeOffLine],
};

const RECORD: Record<RecordState, Look> = {
  active: ['neutral', RiRecordCircleLine],
  archived: ['neutral', RiArchiveLine],
  deleted: ['neutral', RiDeleteBinLine],
};

const COMPLIANCE: Record<ComplianceStatus, Look> = {
  passed: ['positive', RiCheckLine],
  warning: ['warning', RiErrorWarningLine],
  failed: ['negative', RiCloseCircleLine],
  'not-available': ['neutral', RiQuestionLine],
};

/** What somebody has made of a finding. */
export function WorkflowBadge({ status }: { status: WorkflowStatus }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const [tone, icon] = WORKFLOW[status];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t(`workflowStatus.${status}`)}
    </StatusBadge>
  );
}

/** Whether the product still holds to a finding. */
export function RecordStateBadge({ state }: { state: RecordState }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const [tone, icon] = RECORD[state];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t(`recordState.${state}`)}
    </StatusBadge>
  );
}

/** How the control has turned out. */
export function ComplianceBadge({ status }: { status: ComplianceStatus }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const [tone, icon] = COMPLIANCE[status];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t(`complianceStatus.${status}`)}
    </StatusBadge>
  );
}
