// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import {
  type EstateAccounts,
  estateReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  EmptyState,
  LoadView,
  ProblemsNotice,
  estateApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiCloudLine } from '@remixicon/react';
import { useCallback, useMemo } from 'react';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { AccountTable } from './AccountTable';
import { toAccountRows, totalsOf } from './accountRows';
import { EstateFacts } from './EstateFacts';
import { SweepBar, useSweep } from './SweepBar';

const RUNNING_MS = 2_000;
const QUIET_MS = 10_000;

function isRunning(estate: EstateAccounts | undefined): boolean {
  return (
    estate?.items.some(({ regions }) =>
      regions.some(({ state }) => state === 'running'),
    ) ?? false
  );
}

/** The tab "Accounts": how each account and Region stands, and what was found there. */
export function AccountsPage() {
  const api = useApi(estateApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.listAccounts({ signal }),
    [api],
  );
  const state = usePolling(load, {
    intervalMs: estate => (isRunning(estate) ? RUNNING_MS : QUIET_MS),
  });
  return (
    <Container className={styles.page}>
      <LoadView state={state} permission={estateReadPermission.name}>
        {estate => <Content estate={estate} onAsked={state.reload} />}
      </LoadView>
    </Container>
  );
}

interface ContentProps {
  estate: EstateAccounts;
  onAsked: () => void;
}

function Content({ estate, onAsked }: ContentProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const rows = useMemo(() => toAccountRows(estate), [estate]);
  const sweep = useSweep(onAsked);
  if (rows.length === 0) {
    return (
      <>
        <ProblemsNotice problems={estate.problems} />
        <EmptyState
          title={t('accounts.emptyTitle')}
          description={t('accounts.empty')}
          icon={RiCloudLine}
        />
      </>
    );
  }
  return (
    <>
      <EstateFacts estate={estate} totals={totalsOf(rows)} />
      <SweepBar {...sweep} />
      <ProblemsNotice problems={estate.problems} />
      <AccountTable rows={rows} rowSweep={sweep.rowSweep} />
    </>
  );
}
