// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, type ColumnConfig, Table } from '@backstage/ui';
import type { EntityResource } from '@groundwork/backstage-plugin-groundwork-common';
import { type ReactElement, useMemo } from 'react';
import type { Paging } from '../../hooks/useCursorPages';
import { awsEstateTranslationRef } from '../../translation';
import { Belonging } from './Belonging';
import { resourceCell, seenCell, tagsCell, targetCell } from './cells';
import { usePagination } from './usePagination';

type Row = EntityResource & { id: string };

const WIDTHS = {
  resource: '2.2fr',
  target: '1.6fr',
  belongs: '2fr',
  tags: '2.2fr',
  seen: '1fr',
} as const;

interface EntityResourceTableProps {
  resources: readonly EntityResource[];
  paging: Paging;
  nameOf: (accountId: string) => string | undefined;
}

/** A page of the resources of an entity. */
export function EntityResourceTable(props: EntityResourceTableProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { resources, paging, nameOf } = props;
  const columns = useMemo(() => {
    const column = (
      id: keyof typeof WIDTHS,
      cell: (row: Row) => ReactElement,
    ): ColumnConfig<Row> => ({
      id,
      label: t(`column.${id}`),
      width: WIDTHS[id],
      isRowHeader: id === 'resource',
      cell,
    });
    return [
      column('resource', resourceCell),
      column('target', row => targetCell(row, nameOf(row.accountId))),
      column('belongs', row => (
        <Cell>
          <Belonging resource={row} />
        </Cell>
      )),
      column('tags', tagsCell),
      column('seen', seenCell),
    ];
  }, [t, nameOf]);
  const pagination = usePagination(paging, resources.length);
  return (
    <Table
      columnConfig={columns}
      data={resources.map(each => ({ ...each, id: each.arn }))}
      isStale={paging.isLoading}
      pagination={pagination}
    />
  );
}
