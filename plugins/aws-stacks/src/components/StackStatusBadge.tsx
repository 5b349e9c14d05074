// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { StackStatus } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type StatusTone,
  StatusBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import {
  type RemixiconComponentType,
  RiAlertLine,
  RiCheckDoubleLine,
  RiDeleteBinLine,
  RiDraftLine,
} from '@remixicon/react';
import { awsStacksTranslationRef } from '../translation';

const LOOKS: Record<StackStatus, [StatusTone, RemixiconComponentType]> = {
  planned: ['neutral', RiDraftLine],
  applied: ['positive', RiCheckDoubleLine],
  'needs-attention': ['negative', RiAlertLine],
  destroyed: ['neutral', RiDeleteBinLine],
};

/** Where a stack stands, as an icon with a text. */
export function StackStatusBadge(props: { status: StackStatus }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [tone, icon] = LOOKS[props.status];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t(`stackStatus.${props.status}`)}
    </StatusBadge>
  );
}
