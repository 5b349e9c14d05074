// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Container, Flex, Link, Text } from '@backstage/ui';
import {
  RUN_STATES,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  EmptyState,
  FilterSelect,
  LoadView,
  ProblemsNotice,
  Section,
  groundworkReactTranslationRef,
  useUrlFilters,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useAccounts } from '../../hooks/useAccounts';
import { useRunList, useWaitingRuns } from '../../hooks/useRunList';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import { accountOptions } from '../accountOptions';
import { FreezeBanner } from '../freezes/FreezeBanner';
import { FreezesSection } from '../freezes/FreezesSection';
import filterStyles from '../Filters.module.css';
import styles from '../Page.module.css';
import { RunTable } from './RunTable';

const RUN_FILTERS = ['state', 'account'] as const;

/** What waits for the person who looks, then all runs. */
export function RunsPage() {
  return (
    <Container className={styles.page}>
      <FreezeBanner />
      <WaitingSection />
      <AllRunsSection />
      <FreezesSection />
    </Container>
  );
}

function WaitingSection() {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  // Without runs there is nothing to wait for: the list below says why there are none.
  const waiting = useWaitingRuns().data;
  const links = useStackLinks();
  if (!waiting) return null;
  const { approvals, mine } = waiting;
  return (
    <Section title={t('runs.waiting')}>
      {approvals > 0 && (
        <Link href={links.approvals}>
          {t('runs.waitingApprovals', { count: approvals })}
        </Link>
      )}
      {mine.length > 0 && <RunTable runs={mine} />}
      {mine.length === 0 && approvals === 0 && (
        <Text color="secondary">{t('runs.waitingNone')}</Text>
      )}
      {waiting.others > 0 && (
        <Text color="secondary">
          {t('runs.waitingOthers', { count: waiting.others })}
        </Text>
      )}
    </Section>
  );
}

function AllRunsSection() {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const filters = useUrlFilters(RUN_FILTERS);
  const list = useRunList({
    state: filters.get('state'),
    accountId: filters.get('account'),
  });
  return (
    <Section title={t('runs.all')}>
      <RunFilters filters={filters} />
      <LoadView state={list} permission={stackReadPermission.name}>
        {page => (
          <>
            <ProblemsNotice problems={page.problems} />
            {page.items.length > 0 ? (
              <RunTable runs={page.items} />
            ) : (
              <NoRuns isFiltered={filters.isActive} />
            )}
            {page.nextCursor && (
              <Flex justify="center">
                <Button variant="secondary" onPress={list.showOlder}>
                  {t('runs.more')}
                </Button>
              </Flex>
            )}
          </>
        )}
      </LoadView>
    </Section>
  );
}

function NoRuns(props: { isFiltered: boolean }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return props.isFiltered ? (
    <EmptyState
      title={t('runs.noMatchTitle')}
      description={t('runs.noMatch')}
    />
  ) : (
    <EmptyState title={t('runs.emptyTitle')} description={t('runs.empty')} />
  );
}

interface RunFiltersProps {
  filters: ReturnType<typeof useUrlFilters<(typeof RUN_FILTERS)[number]>>;
}

function RunFilters({ filters }: RunFiltersProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { t: shared } = useTranslationRef(groundworkReactTranslationRef);
  const { accounts } = useAccounts();
  return (
    <div
      className={filterStyles.few}
      role="search"
      aria-label={t('filter.label')}
    >
      <FilterSelect
        label={t('filter.state')}
        value={filters.get('state')}
        onChange={value => filters.set('state', value)}
        options={RUN_STATES.map(state => ({
          id: state,
          label: shared(`runState.${state}`),
        }))}
      />
      <FilterSelect
        label={t('filter.account')}
        value={filters.get('account')}
        onChange={value => filters.set('account', value)}
        options={accountOptions(accounts)}
      />
    </div>
  );
}
