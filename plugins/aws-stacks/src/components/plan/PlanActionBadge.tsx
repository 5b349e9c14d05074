// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PlanAction } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type StatusTone,
  StatusBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import {
  type RemixiconComponentType,
  RiAddLine,
  RiDeleteBinLine,
  RiDownloadLine,
  RiEyeLine,
  RiLinkUnlink,
  RiPencilLine,
  RiRepeatLine,
  RiSubtractLine,
} from '@remixicon/react';
import { awsStacksTranslationRef } from '../../translation';

const LOOKS: Record<PlanAction, [StatusTone, RemixiconComponentType]> = {
  create: ['positive', RiAddLine],
  update: ['busy', RiPencilLine],
  replace: ['warning', RiRepeatLine],
  delete: ['negative', RiDeleteBinLine],
  import: ['neutral', RiDownloadLine],
  forget: ['neutral', RiLinkUnlink],
  read: ['neutral', RiEyeLine],
  'no-op': ['neutral', RiSubtractLine],
};

/** What happens to a resource, as an icon with a text. */
export function PlanActionBadge({ action }: { action: PlanAction }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [tone, icon] = LOOKS[action];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t(`planAction.${action}`)}
    </StatusBadge>
  );
}
