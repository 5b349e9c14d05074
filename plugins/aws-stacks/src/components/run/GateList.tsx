// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import type { GateDecision } from '@groundwork/backstage-plugin-groundwork-common';
import { StatusBadge } from '@groundwork/backstage-plugin-groundwork-react';
import {
  RiAlertLine,
  RiDoorClosedLine,
  RiDoorOpenLine,
} from '@remixicon/react';
import { awsStacksTranslationRef } from '../../translation';
import styles from './RunTimeline.module.css';

const LOOKS = {
  allow: ['positive', RiDoorOpenLine],
  warn: ['warning', RiAlertLine],
  deny: ['negative', RiDoorClosedLine],
} as const;

/** What the gates said of the run, with the reasons and what remedies them. */
export function GateList({ gates }: { gates: GateDecision[] }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <Flex direction="column" gap="3">
      {gates.map(gate => {
        const [tone, icon] = LOOKS[gate.decision];
        return (
          <div key={`${gate.door}/${gate.decidedAt}`}>
            <StatusBadge tone={tone} icon={icon}>
              {t(`gate.${gate.decision}`, { door: gate.door })}
            </StatusBadge>
            {gate.reasons.map(reason => (
              <div key={reason.checkId} className={styles.words}>
                {reason.checkId}: {reason.status}. {reason.remedies.join(' ')}
              </div>
            ))}
          </div>
        );
      })}
    </Flex>
  );
}
