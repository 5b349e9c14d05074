// SPDX-License-Identifier: Apache-2.0
import { Table, useTable } from '@backstage/ui';
import type { SweepTarget } from '@groundwork/backstage-plugin-groundwork-common';
import { type AccountRow, sortAccountRows } from './accountRows';
import { useAccountColumns } from './useAccountColumns';

/** What a row's sweep is asked for by; absent where one may not. */
export interface RowSweep {
  pending?: string;
  /** All of them when none is named. */
  sweep: (target?: SweepTarget) => void;
}

interface AccountTableProps {
  rows: AccountRow[];
  rowSweep?: RowSweep;
}

/** Accounts × Regions. */
export function AccountTable({ rows, rowSweep }: AccountTableProps) {
  const columns = useAccountColumns(rowSweep);
  const { tableProps } = useTable<AccountRow>({
    mode: 'complete',
    data: rows,
    initialSort: { column: 'account', direction: 'ascending' },
    sortFn: (data, { column, direction }) =>
      sortAccountRows(data, String(column), direction === 'descending'),
    paginationOptions: { pageSize: 50, pageSizeOptions: [20, 50, 100] },
  });
  return <Table columnConfig={columns} {...tableProps} />;
}
