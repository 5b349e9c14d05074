// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CollectorTarget } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type RemixiconComponentType,
  RiCheckLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiLoader4Line,
  RiPauseCircleLine,
  RiQuestionLine,
} from '@remixicon/react';
import { groundworkReactTranslationRef } from '../translation';
import { type StatusTone, StatusBadge } from './StatusBadge';

const LOOKS: Record<
  CollectorTarget['state'],
  [StatusTone, RemixiconComponentType]
> = {
  never: ['neutral', RiQuestionLine],
  running: ['busy', RiLoader4Line],
  ok: ['positive', RiCheckLine],
  partial: ['warning', RiErrorWarningLine],
  failed: ['negative', RiCloseCircleLine],
  off: ['neutral', RiPauseCircleLine],
};

/**
 * Props of {@link CollectorStateBadge}.
 *
 * @public
 */
export interface CollectorStateBadgeProps {
  state: CollectorTarget['state'];
}

/**
 * How the reads of an account and Region stand, as an icon with a text.
 *
 * @public
 */
export function CollectorStateBadge({ state }: CollectorStateBadgeProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const [tone, icon] = LOOKS[state];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t(`collectorState.${state}`)}
    </StatusBadge>
  );
}
