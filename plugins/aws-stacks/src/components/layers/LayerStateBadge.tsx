// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LayerState } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type StatusTone,
  StatusBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import {
  type RemixiconComponentType,
  RiCheckDoubleLine,
  RiCheckboxBlankCircleLine,
  RiCloseCircleLine,
  RiDraftLine,
  RiErrorWarningLine,
  RiExternalLinkLine,
  RiEyeLine,
  RiEyeOffLine,
  RiForbid2Line,
  RiLock2Line,
  RiQuestionLine,
} from '@remixicon/react';
import { awsStacksTranslationRef } from '../../translation';

const LOOKS: Record<LayerState, [StatusTone, RemixiconComponentType]> = {
  absent: ['neutral', RiCheckboxBlankCircleLine],
  blocked: ['warning', RiLock2Line],
  closed: ['neutral', RiForbid2Line],
  provided: ['neutral', RiExternalLinkLine],
  hidden: ['neutral', RiEyeOffLine],
  planned: ['busy', RiDraftLine],
  'in-sync': ['positive', RiCheckDoubleLine],
  standing: ['neutral', RiEyeLine],
  unknown: ['warning', RiQuestionLine],
  drifted: ['warning', RiErrorWarningLine],
  failed: ['negative', RiCloseCircleLine],
};

/** How a layer stands, as an icon with a text. */
export function LayerStateBadge({ state }: { state: LayerState }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [tone, icon] = LOOKS[state];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t(`layerState.${state}`)}
    </StatusBadge>
  );
}
