// SPDX-License-Identifier: Apache-2.0
import { Table } from '@backstage/ui';
import type { Finding } from '@groundwork/backstage-plugin-groundwork-common';
import { useFindingColumns } from './useFindingColumns';

interface FindingTableProps {
  findings: Finding[];
  hrefOf: (findingId: string) => string;
  /** Whether others are on their way. */
  isStale: boolean;
}

/** Findings as a table, in the order they come. */
export function FindingTable(props: FindingTableProps) {
  const { findings, hrefOf, isStale } = props;
  const columns = useFindingColumns(hrefOf);
  return (
    <Table
      columnConfig={columns}
      data={findings}
      isStale={isStale}
      pagination={{ type: 'none' }}
    />
  );
}
