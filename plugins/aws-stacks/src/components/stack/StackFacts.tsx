// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import {
  EnvironmentBadge,
  Facts,
  RelativeTime,
  RunStateBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import { DriftBadge } from '../drift/DriftBadge';
import { TargetLabel } from '../TargetLabel';

interface StackFactsProps {
  stack: Stack;
  /** On the page of the entity itself these go without saying. */
  withoutEntity?: boolean;
}

/** Where a stack stands, whose it is, and how it is. */
export function StackFacts({ stack, withoutEntity }: StackFactsProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { target, lastRun, appliedAt, status, system } = stack;
  return (
    <Facts
      facts={[
        [t('stack.target'), <TargetLabel key="account" target={target} />],
        [
          t('stack.environment'),
          <EnvironmentBadge key="env" environment={target.environment} />,
        ],
        [t('stack.engine'), t(`engine.${stack.engine}`)],
        [
          t('stack.applied'),
          appliedAt ? <RelativeTime instant={appliedAt} /> : t('stack.never'),
        ],
        [
          t('stack.lastRun'),
          lastRun && <LastRun key="run" lastRun={lastRun} />,
        ],
        [
          t('stack.drift'),
          status === 'applied' && <DriftFact key="drift" drift={stack.drift} />,
        ],
        ...(withoutEntity
          ? []
          : ([
              [t('stack.owner'), <EntityRefLink entityRef={stack.owner} />],
              [
                t('stack.system'),
                system && <EntityRefLink entityRef={system} />,
              ],
              [
                t('stack.entity'),
                appliedAt && <EntityRefLink entityRef={stack.entityRef} />,
              ],
            ] as const)),
      ]}
    />
  );
}

function DriftFact({ drift }: { drift: Stack['drift'] }) {
  return (
    <>
      <DriftBadge drift={drift} />{' '}
      {drift.checkedAt && <RelativeTime instant={drift.checkedAt} />}
    </>
  );
}

function LastRun(props: { lastRun: NonNullable<Stack['lastRun']> }) {
  const links = useStackLinks();
  const { id, state, updatedAt } = props.lastRun;
  return (
    <>
      <RunStateBadge state={state} />{' '}
      <Link href={links.run(id)}>
        <RelativeTime instant={updatedAt} />
      </Link>
    </>
  );
}
