// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EntityInfoCard,
  useEntity,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { ButtonLink } from '@backstage/ui';
import {
  type EntityResource,
  type EntityResourcesSummary,
  estateReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  FreshnessNote,
  LoadView,
  ProblemsNotice,
  SkeletonRows,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useEntityOverview } from '../../hooks/useEntityResources';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { FirstResources } from './FirstResources';
import { NoResources } from './NoResources';
import { TypeCounts } from './TypeCounts';

const SHOWN = 5;

/** What an entity has in AWS: by type, and the first few. */
export function EntityResourcesCard() {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const state = useEntityOverview(SHOWN);
  return (
    <EntityInfoCard title={t('entity.title')}>
      <LoadView
        state={state}
        permission={estateReadPermission.name}
        skeleton={<SkeletonRows rows={3} height={28} />}
      >
        {overview => <CardContent {...overview} />}
      </LoadView>
    </EntityInfoCard>
  );
}

/** The tab's place on the page of the entity. */
function contentOf(entityPage: string): string {
  return `${entityPage.replace(/\/$/, '')}/aws-resources`;
}

interface CardContentProps {
  summary: EntityResourcesSummary;
  first: readonly EntityResource[];
}

function CardContent({ summary, first }: CardContentProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { entity } = useEntity();
  const entityLink = useEntityRefLink();
  return (
    <div className={styles.stack}>
      <FreshnessNote freshness={summary.freshness} />
      <ProblemsNotice problems={summary.problems} />
      {first.length === 0 ? (
        <NoResources summary={summary} isShort />
      ) : (
        <>
          <TypeCounts summary={summary} />
          <FirstResources resources={first} />
          <div>
            <ButtonLink
              size="small"
              variant="secondary"
              href={contentOf(entityLink(entity))}
            >
              {t('entity.all')}
            </ButtonLink>
          </div>
        </>
      )}
    </div>
  );
}
