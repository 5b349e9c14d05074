// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RunState } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type RemixiconComponentType,
  RiAlertLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiDeleteBinLine,
  RiFileListLine,
  RiForbidLine,
  RiHourglassLine,
  RiLoader4Line,
  RiPlayLine,
  RiSearchEyeLine,
  RiShieldCrossLine,
  RiTimeLine,
  RiTrafficLightLine,
  RiUserFollowLine,
} from '@remixicon/react';
import { groundworkReactTranslationRef } from '../translation';
import { type StatusTone, StatusBadge } from './StatusBadge';

const LOOKS: Record<RunState, [StatusTone, RemixiconComponentType]> = {
  queued: ['neutral', RiHourglassLine],
  planning: ['busy', RiLoader4Line],
  planned: ['busy', RiFileListLine],
  'policy-failed': ['negative', RiShieldCrossLine],
  gated: ['warning', RiTrafficLightLine],
  'awaiting-approval': ['warning', RiUserFollowLine],
  approved: ['busy', RiPlayLine],
  applying: ['busy', RiLoader4Line],
  verifying: ['busy', RiSearchEyeLine],
  succeeded: ['positive', RiCheckLine],
  failed: ['negative', RiCloseCircleLine],
  cancelled: ['neutral', RiForbidLine],
  discarded: ['neutral', RiDeleteBinLine],
  expired: ['neutral', RiTimeLine],
  'needs-attention': ['negative', RiAlertLine],
};

/**
 * Props of {@link RunStateBadge}.
 *
 * @public
 */
export interface RunStateBadgeProps {
  state: RunState;
}

/**
 * The state of a run, as an icon with a text.
 *
 * @public
 */
export function RunStateBadge({ state }: RunStateBadgeProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const [tone, icon] = LOOKS[state];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t(`runState.${state}`)}
    </StatusBadge>
  );
}
