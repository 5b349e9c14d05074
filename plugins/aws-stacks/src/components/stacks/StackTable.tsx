// SPDX-License-Identifier: Apache-2.0
import { Table, useTable } from '@backstage/ui';
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import { useStackColumns } from './useStackColumns';

function sortKey(stack: Stack, column: string): string {
  const keys = new Map([
    ['account', `${stack.target.accountId} ${stack.target.region}`],
    ['environment', stack.target.environment],
    ['engine', stack.engine],
    ['status', stack.status],
    ['drift', `${stack.drift.state} ${stack.drift.resources}`],
    ['owner', stack.owner],
    ['updated', stack.updatedAt],
  ]);
  return keys.get(column) ?? `${stack.name} ${stack.layer}`;
}

interface StackTableProps {
  stacks: Stack[];
  nameOf: (accountId: string) => string | undefined;
}

/** Stacks as a table: sorted as one likes, fifty to a page. */
export function StackTable({ stacks, nameOf }: StackTableProps) {
  const columns = useStackColumns(nameOf);
  const { tableProps } = useTable<Stack>({
    mode: 'complete',
    data: stacks,
    initialSort: { column: 'updated', direction: 'descending' },
    sortFn: (data, { column, direction }) => {
      const sign = direction === 'descending' ? -1 : 1;
      return [...data].sort(
        (a, b) =>
          sign *
          sortKey(a, String(column)).localeCompare(sortKey(b, String(column))),
      );
    },
    paginationOptions: { pageSize: 50, pageSizeOptions: [20, 50, 100] },
  });
  return <Table columnConfig={columns} {...tableProps} />;
}
