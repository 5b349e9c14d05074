// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, type ColumnConfig, Table, useTable } from '@backstage/ui';
import type { SweepTarget } from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountLabel,
  RelativeTime,
} from '@groundwork/backstage-plugin-groundwork-react';
import { type ReactElement, useMemo } from 'react';
import { awsEstateTranslationRef } from '../../translation';
import { buttonCell } from '../accounts/cells';
import styles from '../Page.module.css';
import { ConnectionCell } from './ConnectionCell';
import type { ConnectionRow } from './connectionRows';
import { useServiceName } from './useServiceName';

/** What a row is tested by; absent where one may not. */
export interface RowTest {
  pending?: string;
  /** All of them when none is named. */
  test: (target?: SweepTarget) => void;
}

interface ConnectionTableProps {
  rows: ConnectionRow[];
  services: readonly string[];
  nameOf: (accountId: string) => string | undefined;
  rowTest?: RowTest;
}

/** Account × Region × service. */
export function ConnectionTable(props: ConnectionTableProps) {
  const columns = useColumns(props);
  const { tableProps } = useTable<ConnectionRow>({
    mode: 'complete',
    data: props.rows,
    paginationOptions: { pageSize: 50, pageSizeOptions: [20, 50, 100] },
  });
  return <Table columnConfig={columns} {...tableProps} />;
}

function useColumns(
  props: ConnectionTableProps,
): ColumnConfig<ConnectionRow>[] {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { services, nameOf, rowTest } = props;
  const serviceName = useServiceName();
  return useMemo(() => {
    const service = (id: string): ColumnConfig<ConnectionRow> => ({
      id,
      label: serviceName(id),
      width: '1.4fr',
      cell: ({ cells }) => (
        <Cell>
          <ConnectionCell connection={cells.get(id)} />
        </Cell>
      ),
    });
    const test = (of: RowTest): ColumnConfig<ConnectionRow> => ({
      id: 'test',
      label: t('column.test'),
      width: '1.3fr',
      cell: row =>
        buttonCell({
          label: t('connect.testShort'),
          name: t('connect.testOne', { target: row.id }),
          isPending: of.pending === row.id,
          onPress: () =>
            of.test({ accountId: row.accountId, region: row.region }),
        }),
    });
    return [
      {
        id: 'account',
        label: t('column.target'),
        width: '1.8fr',
        isRowHeader: true,
        cell: row => targetCell(row, nameOf(row.accountId)),
      },
      ...services.map(service),
      {
        id: 'tested',
        label: t('connect.tested'),
        width: '1fr',
        cell: row => testedCell(row, t('connect.neverTested')),
      },
      ...(rowTest ? [test(rowTest)] : []),
    ];
  }, [t, services, nameOf, rowTest, serviceName]);
}

function targetCell(row: ConnectionRow, name?: string): ReactElement {
  return (
    <Cell>
      <AccountLabel accountId={row.accountId} region={row.region} name={name} />
    </Cell>
  );
}

function testedCell({ testedAt }: ConnectionRow, never: string): ReactElement {
  return (
    <Cell>
      {testedAt ? (
        <RelativeTime instant={testedAt} />
      ) : (
        <span className={styles.unknown}>{never}</span>
      )}
    </Cell>
  );
}
