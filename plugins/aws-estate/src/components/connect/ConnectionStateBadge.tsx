// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Connection } from '@groundwork/backstage-plugin-groundwork-common';
import {
  StatusBadge,
  type StatusTone,
} from '@groundwork/backstage-plugin-groundwork-react';
import {
  type RemixiconComponentType,
  RiCheckLine,
  RiCloseCircleLine,
  RiForbidLine,
  RiQuestionLine,
  RiWifiOffLine,
} from '@remixicon/react';
import { awsEstateTranslationRef } from '../../translation';

const LOOKS: Record<Connection['state'], [StatusTone, RemixiconComponentType]> =
  {
    readable: ['positive', RiCheckLine],
    denied: ['negative', RiCloseCircleLine],
    'not-enabled': ['warning', RiForbidLine],
    unreachable: ['negative', RiWifiOffLine],
    unknown: ['neutral', RiQuestionLine],
  };

/** Whether a service can be read. */
export function ConnectionStateBadge(props: { state: Connection['state'] }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const [tone, icon] = LOOKS[props.state];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t(`connect.state.${props.state}`)}
    </StatusBadge>
  );
}
