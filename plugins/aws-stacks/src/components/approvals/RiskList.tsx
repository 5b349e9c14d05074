// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { RunRisk } from '@groundwork/backstage-plugin-groundwork-common';
import { StatusBadge } from '@groundwork/backstage-plugin-groundwork-react';
import { RiAlertLine } from '@remixicon/react';
import { awsStacksTranslationRef } from '../../translation';

/** What makes a change need more care. */
export function RiskList({ risks }: { risks: readonly RunRisk[] }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (risks.length === 0) {
    return (
      <Text variant="body-small" color="secondary">
        {t('approvals.noRisks')}
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="1">
      {risks.map(risk => (
        <StatusBadge key={risk} tone="warning" icon={RiAlertLine}>
          {t(`risk.${risk}`)}
        </StatusBadge>
      ))}
    </Flex>
  );
}
