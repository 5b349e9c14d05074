// SPDX-License-Identifier: Apache-2.0
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { ButtonLink, Flex } from '@backstage/ui';
import {
  type FindingsSummary,
  findingReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  FreshnessNote,
  LoadView,
  ProblemsNotice,
  SeverityCounts,
  SkeletonRows,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useFindingsSummary } from '../../hooks/useFindingsSummary';
import { findingsRouteRef } from '../../routes';
import { awsSecurityTranslationRef } from '../../translation';
import { KnownNote } from '../KnownNote';
import { SummaryFacts } from '../SummaryFacts';
import styles from './EntityFindingsCard.module.css';

/** The open findings of an entity in numbers. What is not known is not shown as none. */
export function EntityFindingsCard() {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const state = useFindingsSummary();
  return (
    <EntityInfoCard title={t('summary.title')}>
      <LoadView
        state={state}
        permission={findingReadPermission.name}
        skeleton={<SkeletonRows rows={3} height={28} />}
      >
        {summary => <CardContent summary={summary} />}
      </LoadView>
    </EntityInfoCard>
  );
}

function CardContent({ summary }: { summary: FindingsSummary }) {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const findings = useRouteRef(findingsRouteRef);
  const { known, open, guardDuty, problems, freshness } = summary;
  return (
    <div className={styles.content}>
      <KnownNote summary={summary} />
      <Counts title={t('summary.open')}>
        <SeverityCounts
          label={t('summary.openLabel')}
          counts={open}
          known={known}
        />
      </Counts>
      <Counts title={t('summary.guardDuty')}>
        <SeverityCounts
          label={t('summary.guardDutyLabel')}
          counts={guardDuty}
          known={known}
        />
      </Counts>
      <SummaryFacts summary={summary} />
      <ProblemsNotice problems={problems} />
      <FreshnessNote freshness={freshness} />
      {findings && (
        <Flex>
          <ButtonLink size="small" variant="secondary" href={findings()}>
            {t('summary.all')}
          </ButtonLink>
        </Flex>
      )}
    </div>
  );
}

function Counts(props: { title: string; children: JSX.Element }) {
  return (
    <div>
      <div className={styles.title} aria-hidden="true">
        {props.title}
      </div>
      {props.children}
    </div>
  );
}
