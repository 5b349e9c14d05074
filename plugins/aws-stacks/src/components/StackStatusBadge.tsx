// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Stack,
  StackStatus,
} from '@groundwork/backstage-plugin-groundwork-common';
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
  RiEyeLine,
} from '@remixicon/react';
import { awsStacksTranslationRef } from '../translation';

const LOOKS: Record<StackStatus, [StatusTone, RemixiconComponentType]> = {
  planned: ['neutral', RiDraftLine],
  applied: ['positive', RiCheckDoubleLine],
  'needs-attention': ['negative', RiAlertLine],
  destroyed: ['neutral', RiDeleteBinLine],
};

/** Where a stack stands, as an icon with a text. */
export function StackStatusBadge(props: {
  status: StackStatus;
  /** It was made elsewhere, and is only registered. */
  standing?: Stack['standing'];
}) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (props.standing) {
    return (
      <StatusBadge tone="neutral" icon={RiEyeLine}>
        {t('standing.badge')}
      </StatusBadge>
    );
  }
  const [tone, icon] = LOOKS[props.status];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t(`stackStatus.${props.status}`)}
    </StatusBadge>
  );
}
