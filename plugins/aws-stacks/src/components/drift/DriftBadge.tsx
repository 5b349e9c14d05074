// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { StackDrift } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type StatusTone,
  StatusBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import {
  type RemixiconComponentType,
  RiCheckLine,
  RiGitBranchLine,
  RiQuestionLine,
} from '@remixicon/react';
import { awsStacksTranslationRef } from '../../translation';

const LOOKS: Record<StackDrift['state'], [StatusTone, RemixiconComponentType]> =
  {
    'in-sync': ['positive', RiCheckLine],
    drifted: ['warning', RiGitBranchLine],
    unknown: ['neutral', RiQuestionLine],
  };

/** How a stack stands against its source. What was not looked at is not called well. */
export function DriftBadge({ drift }: { drift: StackDrift }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [tone, icon] = LOOKS[drift.state];
  const isPartial = drift.state === 'in-sync' && Boolean(drift.unchecked);
  return (
    <StatusBadge tone={isPartial ? 'neutral' : tone} icon={icon}>
      {t(`driftState.${drift.state}`)}
      {drift.state === 'drifted' && ` (${drift.resources})`}
      {isPartial &&
        `, ${t('drift.uncheckedShort', { count: drift.unchecked ?? 0 })}`}
    </StatusBadge>
  );
}
