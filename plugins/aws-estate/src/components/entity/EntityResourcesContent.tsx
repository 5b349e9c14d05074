// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  type EntityResourcesPage,
  estateReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  FreshnessNote,
  LoadView,
  ProblemsNotice,
} from '@groundwork/backstage-plugin-groundwork-react';
import type { Paging } from '../../hooks/useCursorPages';
import {
  useEntityResources,
  useEntitySummary,
} from '../../hooks/useEntityResources';
import { useEstateAccounts } from '../../hooks/useEstateAccounts';
import { useResourceFilters } from '../../hooks/useResourceFilters';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { EntityResourceTable } from '../resources/EntityResourceTable';
import { NoMatch } from '../resources/NoMatch';
import { ResourceFilters } from '../resources/ResourceFilters';
import { NoResources } from './NoResources';

/** The tab "AWS resources": every resource of an entity, why it is its, and what could not be read. */
export function EntityResourcesContent() {
  const { filters, filter } = useResourceFilters();
  const { accounts, nameOf } = useEstateAccounts();
  const state = useEntityResources(filter);
  const types = useEntitySummary().data?.types ?? [];
  const isBare = !filters.isActive && state.data?.items.length === 0;
  return (
    <div className={styles.page}>
      {!isBare && (
        <ResourceFilters
          filters={filters}
          accounts={accounts}
          types={types.map(({ resourceType }) => resourceType).sort()}
        />
      )}
      <LoadView state={state} permission={estateReadPermission.name}>
        {page => (
          <Content
            page={page}
            paging={state}
            nameOf={nameOf}
            isFiltered={filters.isActive}
            onClear={filters.clear}
          />
        )}
      </LoadView>
    </div>
  );
}

interface ContentProps {
  page: EntityResourcesPage;
  paging: Paging;
  nameOf: (accountId: string) => string | undefined;
  isFiltered: boolean;
  onClear: () => void;
}

function Content(props: ContentProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { page, isFiltered, onClear } = props;
  const { items, totalItems, problems, freshness } = page;
  return (
    <>
      <div className={styles.head}>
        {totalItems !== undefined && items.length > 0 && (
          <Text>{t('list.own', { count: totalItems })}</Text>
        )}
        <FreshnessNote freshness={freshness} />
      </div>
      <ProblemsNotice problems={problems} />
      {items.length > 0 && (
        <EntityResourceTable
          resources={items}
          paging={props.paging}
          nameOf={props.nameOf}
        />
      )}
      {items.length === 0 && !isFiltered && <NoResources summary={page} />}
      {items.length === 0 && isFiltered && <NoMatch onClear={onClear} />}
    </>
  );
}
