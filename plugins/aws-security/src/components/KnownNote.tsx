// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { FindingsSummary } from '@groundwork/backstage-plugin-groundwork-common';
import { awsSecurityTranslationRef } from '../translation';
import { sumOf } from './counts';

/** Says in words what the numbers cannot: that nothing is open, or that it is not known. */
export function KnownNote({ summary }: { summary: FindingsSummary }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const { known, open } = summary;
  if (known === 'none') return <Text>{t('summary.notKnown')}</Text>;
  if (known === 'part') return <Text>{t('summary.partKnown')}</Text>;
  if (sumOf(open) > 0) return null;
  return <Text>{t('summary.nothingOpen')}</Text>;
}
