// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, type ColumnConfig, Table } from '@backstage/ui';
import type { UnownedResource } from '@groundwork/backstage-plugin-groundwork-common';
import { type ReactElement, useMemo } from 'react';
import type { Paging } from '../../hooks/useCursorPages';
import { awsEstateTranslationRef } from '../../translation';
import {
  resourceCell,
  seenCell,
  tagsCell,
  targetCell,
} from '../resources/cells';
import { usePagination } from '../resources/usePagination';
import { OwnerCell } from './OwnerCell';
import type { useSelection } from './useSelection';

type Row = UnownedResource & { id: string };

const WIDTHS = {
  resource: '2.2fr',
  target: '1.7fr',
  tags: '2fr',
  suggestion: '2.2fr',
  seen: '1fr',
} as const;

interface UnownedTableProps {
  resources: readonly UnownedResource[];
  paging: Paging;
  nameOf: (accountId: string) => string | undefined;
  selection: ReturnType<typeof useSelection>;
  /** Absent where one may not accept owners. */
  onChoose?: (resource: UnownedResource) => void;
}

/** A page of what nobody owns, to be selected. */
export function UnownedTable(props: UnownedTableProps) {
  const { resources, paging, selection } = props;
  const columns = useColumns(props);
  const pagination = usePagination(paging, resources.length);
  const onPage = resources.filter(({ arn }) => selection.selected.has(arn));
  return (
    <Table
      columnConfig={columns}
      data={resources.map(each => ({ ...each, id: each.arn }))}
      isStale={paging.isLoading}
      pagination={pagination}
      selection={
        props.onChoose && {
          mode: 'multiple',
          behavior: 'toggle',
          selected: new Set(onPage.map(({ arn }) => arn)),
          onSelectionChange: keys =>
            selection.selectOnPage(
              resources,
              new Set(
                keys === 'all'
                  ? resources.map(({ arn }) => arn)
                  : [...keys].map(String),
              ),
            ),
        }
      }
    />
  );
}

function useColumns(props: UnownedTableProps): ColumnConfig<Row>[] {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { nameOf, onChoose } = props;
  const { chosen } = props.selection;
  return useMemo(() => {
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
      column('tags', tagsCell),
      column('suggestion', row => (
        <Cell>
          <OwnerCell resource={row} chosen={chosen} onChoose={onChoose} />
        </Cell>
      )),
      column('seen', seenCell),
    ];
  }, [t, nameOf, chosen, onChoose]);
}
