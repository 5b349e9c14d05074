// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Text } from '@backstage/ui';
import {
  type ResourcesPage,
  estateReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  EmptyState,
  FreshnessNote,
  LoadView,
  ProblemsNotice,
  estateApiRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiCheckLine, RiQuestionLine } from '@remixicon/react';
import { useCallback } from 'react';
import {
  type PageQuery,
  type Paging,
  useCursorPages,
} from '../../hooks/useCursorPages';
import { useEstateAccounts } from '../../hooks/useEstateAccounts';
import { useResourceFilters } from '../../hooks/useResourceFilters';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { NoMatch } from '../resources/NoMatch';
import { ResourceFilters } from '../resources/ResourceFilters';
import { UnownedList } from './UnownedList';

/** The tab of what nobody owns: who could, and accepting that in bulk. */
export function UnownedPage() {
  const api = useApi(estateApiRef);
  const { filters, filter } = useResourceFilters();
  const { accounts, nameOf } = useEstateAccounts();
  const list = useCallback(
    (query: PageQuery, signal: AbortSignal) =>
      api.listResources({ ...query, owned: 'false' }, { signal }),
    [api],
  );
  const state = useCursorPages(list, filter);
  return (
    <Container className={styles.page}>
      <ResourceFilters filters={filters} accounts={accounts} />
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
    </Container>
  );
}

interface ContentProps {
  page: ResourcesPage;
  paging: Paging;
  nameOf: (accountId: string) => string | undefined;
  isFiltered: boolean;
  onClear: () => void;
}

function Content(props: ContentProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { page, isFiltered } = props;
  const isEmpty = page.items.length === 0;
  return (
    <>
      <div className={styles.head}>
        {page.totalItems !== undefined && !isEmpty && (
          <Text>{t('list.all', { count: page.totalItems })}</Text>
        )}
        <FreshnessNote freshness={page.freshness} />
      </div>
      <ProblemsNotice problems={page.problems} />
      {!isEmpty && (
        <UnownedList
          resources={page.items}
          paging={props.paging}
          nameOf={props.nameOf}
        />
      )}
      {isEmpty && isFiltered && <NoMatch onClear={props.onClear} />}
      {isEmpty && !isFiltered && <NothingUnowned page={page} />}
    </>
  );
}

function NothingUnowned({ page }: { page: ResourcesPage }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const isKnown = page.problems.length === 0 && page.freshness.oldestAt;
  return isKnown ? (
    <EmptyState
      title={t('unowned.emptyTitle')}
      description={t('unowned.empty')}
      icon={RiCheckLine}
    />
  ) : (
    <EmptyState
      title={t('unowned.emptyUnknownTitle')}
      description={t('unowned.emptyUnknown')}
      icon={RiQuestionLine}
    />
  );
}
