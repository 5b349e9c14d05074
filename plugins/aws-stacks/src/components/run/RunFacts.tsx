// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Link } from '@backstage/ui';
import type {
  PromotionOrigin,
  Run,
  RunImport,
  RunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  Facts,
  RelativeTime,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import { TargetLabel } from '../TargetLabel';
import { Value } from '../Value';
import { PlanExpiry } from './PlanExpiry';

const STATES_BEFORE_APPLY: readonly RunState[] = [
  'planned',
  'policy-failed',
  'gated',
  'awaiting-approval',
  'approved',
];

/** How a digest is written where people compare it by eye. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12);
}

/** Whether the plan of a run still waits to be applied; before and after that its expiry says nothing. */
function mayBeApplied({ state, expiresAt }: Run): boolean {
  return Boolean(expiresAt) && STATES_BEFORE_APPLY.includes(state);
}

/** The run that has applied the code before, in the environment before. */
function PromotedFrom({ origin }: { origin: PromotionOrigin }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const { entityRef, runId, stackId } = origin;
  return (
    <>
      <Link href={links.stack(stackId)}>{parseEntityRef(entityRef).name}</Link>
      {', '}
      <Link href={links.run(runId)}>{t('promotion.fromRun')}</Link>
    </>
  );
}

/** Where the run goes, whose it is, and when what happened. */
export function RunFacts({ run }: { run: Run }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const { target, plannedAt, finishedAt, planDigest } = run;
  return (
    <Facts
      facts={[
        [
          t('run.stack'),
          <Link key="stack" href={links.stack(run.stackId)}>
            {run.layer} / {run.name}
          </Link>,
        ],
        [t('stack.target'), <TargetLabel key="account" target={target} />],
        [t('stack.engine'), t(`engine.${run.engine}`)],
        [
          t('promotion.from'),
          run.promotedFrom && <PromotedFrom origin={run.promotedFrom} />,
        ],
        [
          t('run.requestedBy'),
          <EntityRefLink key="by" entityRef={run.requestedBy} />,
        ],
        [t('stack.owner'), <EntityRefLink key="owner" entityRef={run.owner} />],
        [
          t('import.run'),
          run.imports?.length ? <Imports imports={run.imports} /> : undefined,
        ],
        [t('run.created'), <RelativeTime key="at" instant={run.createdAt} />],
        [t('run.planned'), plannedAt && <RelativeTime instant={plannedAt} />],
        [
          t('run.expires'),
          mayBeApplied(run) ? <PlanExpiry run={run} /> : undefined,
        ],
        [
          t('run.finished'),
          finishedAt && <RelativeTime instant={finishedAt} />,
        ],
        [
          t('run.digest'),
          planDigest && <Value value={shortDigest(planDigest)} />,
        ],
      ]}
    />
  );
}

function Imports({ imports }: { imports: readonly RunImport[] }) {
  return (
    <Flex direction="column" gap="1">
      {imports.map(({ to, id }) => (
        <Value key={to} value={`${id} → ${to}`} />
      ))}
    </Flex>
  );
}
