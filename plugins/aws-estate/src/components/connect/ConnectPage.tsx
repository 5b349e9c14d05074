// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Switch, Text } from '@backstage/ui';
import {
  type Connections,
  estateReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  EmptyState,
  LoadView,
  estateApiRef,
  usePolling,
  useUrlFilters,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiCheckLine, RiCloudLine } from '@remixicon/react';
import { useCallback, useMemo } from 'react';
import { useEstateAccounts } from '../../hooks/useEstateAccounts';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { hasGap, servicesOf, toConnectionRows } from './connectionRows';
import { ConnectionTable } from './ConnectionTable';
import { StateCounts } from './StateCounts';
import { TestBar, useTest } from './TestBar';

const POLL_MS = 30_000;
const FILTERS = ['gaps'] as const;

/** The tab "Connect": what can be read where, and what to allow where it cannot. */
export function ConnectPage() {
  const api = useApi(estateApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.listConnections({ signal }),
    [api],
  );
  const state = usePolling(load, { intervalMs: () => POLL_MS });
  return (
    <Container className={styles.page}>
      <LoadView state={state} permission={estateReadPermission.name}>
        {connections => (
          <Content connections={connections} onTested={state.reload} />
        )}
      </LoadView>
    </Container>
  );
}

interface ContentProps {
  connections: Connections;
  onTested: () => void;
}

function Content({ connections, onTested }: ContentProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { items } = connections;
  const filters = useUrlFilters(FILTERS);
  const test = useTest(onTested);
  const onlyGaps = filters.get('gaps') === 'true';
  if (items.length === 0) {
    return (
      <EmptyState
        title={t('connect.emptyTitle')}
        description={t('accounts.empty')}
        icon={RiCloudLine}
      />
    );
  }
  return (
    <>
      <Text as="p" color="secondary">
        {t('connect.intro')}
      </Text>
      <div className={styles.head}>
        <StateCounts items={items} />
        <Switch
          label={t('connect.onlyProblems')}
          isSelected={onlyGaps}
          onChange={isOn => filters.set('gaps', isOn ? 'true' : undefined)}
        />
      </div>
      <TestBar {...test} />
      <Matrix items={items} onlyGaps={onlyGaps} rowTest={test.rowTest} />
    </>
  );
}

interface MatrixProps {
  items: Connections['items'];
  onlyGaps: boolean;
  rowTest: ReturnType<typeof useTest>['rowTest'];
}

function Matrix({ items, onlyGaps, rowTest }: MatrixProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { nameOf } = useEstateAccounts();
  const services = useMemo(() => servicesOf(items), [items]);
  const rows = useMemo(() => {
    const all = toConnectionRows(items);
    return onlyGaps ? all.filter(hasGap) : all;
  }, [items, onlyGaps]);
  if (rows.length === 0) {
    return <EmptyState title={t('connect.allReadable')} icon={RiCheckLine} />;
  }
  return (
    <ConnectionTable
      rows={rows}
      services={services}
      nameOf={nameOf}
      rowTest={rowTest}
    />
  );
}
