// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { PlanDiff } from '@groundwork/backstage-plugin-groundwork-common';
import { awsStacksTranslationRef } from '../../translation';
import { usePlanCounts } from '../runs/usePlanCounts';
import { PlanNotes } from './PlanNotes';
import { PlanOutputs } from './PlanOutputs';
import { PlanResources, type WantedResource } from './PlanResources';

/** A plan as one reads it: the warnings, the counts, the resources, the outputs. */
export function PlanView(props: { plan: PlanDiff; wanted?: WantedResource }) {
  const { plan, wanted } = props;
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const counts = usePlanCounts();
  return (
    <Flex direction="column" gap="4">
      <PlanNotes notes={plan.notes} />
      {plan.hasChanges ? (
        <Text weight="bold">{counts(plan.summary)}</Text>
      ) : (
        <Text>{t('plan.noChanges')}</Text>
      )}
      {plan.resources.length > 0 && (
        <PlanResources resources={plan.resources} wanted={wanted} />
      )}
      <PlanOutputs outputs={plan.outputs} />
    </Flex>
  );
}
