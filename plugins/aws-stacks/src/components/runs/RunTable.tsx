// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';
import { Cell, CellText, type ColumnConfig, Table, Text } from '@backstage/ui';
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountLabel,
  EnvironmentBadge,
  RelativeTime,
  RunStateBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useMemo } from 'react';
import { useAccounts } from '../../hooks/useAccounts';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import { usePlanCounts } from './usePlanCounts';

function useRunColumns(): ColumnConfig<Run>[] {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const { nameOf } = useAccounts();
  const counts = usePlanCounts();
  const changes = (run: Run) =>
    run.summary ? counts(run.summary) : t('runs.notPlanned');
  return [
    {
      id: 'stack',
      width: '1.6fr',
      label: t('column.stack'),
      isRowHeader: true,
      cell: run => (
        <CellText
          title={run.name}
          description={run.layer}
          href={links.run(run.id)}
        />
      ),
    },
    {
      id: 'state',
      width: '1.8fr',
      label: t('column.state'),
      cell: run => (
        <Cell>
          <RunStateBadge state={run.state} />
        </Cell>
      ),
    },
    {
      id: 'changes',
      width: '2fr',
      label: t('column.changes'),
      cell: run => (
        <Cell>
          <Text variant="body-small">{changes(run)}</Text>
        </Cell>
      ),
    },
    {
      id: 'account',
      width: '2.2fr',
      label: t('column.account'),
      cell: ({ target }) => (
        <Cell>
          <AccountLabel
            accountId={target.accountId}
            region={target.region}
            name={nameOf(target.accountId)}
          />
        </Cell>
      ),
    },
    {
      id: 'environment',
      width: '1.4fr',
      label: t('column.environment'),
      cell: ({ target }) => (
        <Cell>
          <EnvironmentBadge environment={target.environment} />
        </Cell>
      ),
    },
    {
      id: 'requestedBy',
      width: '1.3fr',
      label: t('column.requestedBy'),
      cell: run => (
        <CellText
          title={humanizeEntityRef(parseEntityRef(run.requestedBy), {
            defaultKind: 'user',
          })}
        />
      ),
    },
    {
      id: 'updated',
      width: '1.2fr',
      label: t('column.updated'),
      cell: run => (
        <Cell>
          <RelativeTime instant={run.updatedAt} />
        </Cell>
      ),
    },
  ];
}

/** Runs as a table, in the order they come. */
export function RunTable({ runs }: { runs: Run[] }) {
  const columns = useRunColumns();
  const data = useMemo(() => [...runs], [runs]);
  return (
    <Table columnConfig={columns} data={data} pagination={{ type: 'none' }} />
  );
}
