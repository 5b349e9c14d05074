// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import {
  Facts,
  RelativeTime,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import { TargetLabel } from '../TargetLabel';
import { Value } from '../Value';
import { PlanExpiry } from './PlanExpiry';

/** How a digest is written where people compare it by eye. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12);
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
          t('run.requestedBy'),
          <EntityRefLink key="by" entityRef={run.requestedBy} />,
        ],
        [t('stack.owner'), <EntityRefLink key="owner" entityRef={run.owner} />],
        [t('run.created'), <RelativeTime key="at" instant={run.createdAt} />],
        [t('run.planned'), plannedAt && <RelativeTime instant={plannedAt} />],
        [t('run.expires'), <PlanExpiry key="expiry" run={run} />],
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
