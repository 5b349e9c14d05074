// SPDX-License-Identifier: Apache-2.0
import { Table, useTable } from '@backstage/ui';
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import { useStackColumns } from './useStackColumns';

/** So that 1.10.0 comes after 1.9.0. */
function versionKey(version = ''): string {
  return version
    .split('.')
    .map(part => part.padStart(6, '0'))
    .join('.');
}

function sortKey(stack: Stack, column: string): string {
  const keys = new Map([
    ['account', `${stack.target.accountId} ${stack.target.region}`],
    ['environment', stack.target.environment],
    ['engine', stack.engine],
    ['version', versionKey(stack.layerVersion)],
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
  /** The newest version of a layer. */
  newestOf: (layer: string) => string | undefined;
}

/** Stacks as a table: sorted as one likes, fifty to a page. */
export function StackTable({ stacks, nameOf, newestOf }: StackTableProps) {
  const columns = useStackColumns(nameOf, newestOf);
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
