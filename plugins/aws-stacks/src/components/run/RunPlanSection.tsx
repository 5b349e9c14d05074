// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  type RunDetail,
  type RunPlan,
  isTerminalRunState,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type LoadState,
  LoadView,
  Section,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import { RunBlastRadius } from '../blast/BlastRadiusButton';
import type { WantedResource } from '../plan/PlanResources';
import { PlanView } from '../plan/PlanView';

interface RunPlanSectionProps {
  run: RunDetail;
  state: LoadState<RunPlan | undefined>;
  /** A resource that somebody wants to see. */
  wanted?: WantedResource;
}

/** The plan, or why there is none. */
export function RunPlanSection({ run, state, wanted }: RunPlanSectionProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const engine =
    state.data &&
    t('plan.engine', {
      engine: t(`engine.${state.data.plan.engine}`),
      version: state.data.plan.engineVersion,
    });
  return (
    <Section
      title={t('run.plan')}
      actions={
        <Flex gap="3" align="center">
          {run.planDigest && run.hasChanges && <RunBlastRadius run={run} />}
          {engine && <Text color="secondary">{engine}</Text>}
        </Flex>
      }
    >
      {run.planDigest ? (
        <LoadView state={state} permission={stackReadPermission.name}>
          {plan =>
            plan && (
              <PlanView
                key={plan.planDigest}
                plan={plan.plan}
                wanted={wanted}
              />
            )
          }
        </LoadView>
      ) : (
        <Text color="secondary">
          {isTerminalRunState(run.state) || run.state === 'needs-attention'
            ? t('run.planNone')
            : t('run.planPending')}
        </Text>
      )}
    </Section>
  );
}
