// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PlanSummary } from '@groundwork/backstage-plugin-groundwork-common';
import { awsStacksTranslationRef } from '../../translation';

const ACTIONS = [
  'create',
  'update',
  'replace',
  'delete',
  'import',
  'forget',
] as const;

/** What a plan does, in words: "2 to create, 1 to delete". */
export function usePlanCounts(): (summary: PlanSummary) => string {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return summary =>
    ACTIONS.filter(action => summary[action] > 0)
      .map(action => t(`planCount.${action}`, { count: summary[action] }))
      .join(', ') || t('planCount.none');
}
