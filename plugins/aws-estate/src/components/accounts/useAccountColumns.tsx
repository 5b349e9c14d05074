// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ColumnConfig } from '@backstage/ui';
import { type ReactElement, useMemo } from 'react';
import { awsEstateTranslationRef } from '../../translation';
import type { RowSweep } from './AccountTable';
import { type AccountRow, targetKey } from './accountRows';
import {
  accountCell,
  buttonCell,
  countCell,
  environmentCell,
  ownerCell,
  problemsCell,
  stateCell,
} from './cells';

const WIDTHS = {
  account: '1.9fr',
  environment: '1.5fr',
  owner: '1.4fr',
  resources: '1.35fr',
  unowned: '1.3fr',
  state: '1.6fr',
  problems: '1.7fr',
  sweep: '0.95fr',
} as const;

type ColumnId = keyof typeof WIDTHS;

/** The columns of accounts and Regions; that of the buttons only for who may sweep. */
export function useAccountColumns(
  rowSweep: RowSweep | undefined,
): ColumnConfig<AccountRow>[] {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  return useMemo(() => {
    const column = (
      id: ColumnId,
      cell: (row: AccountRow) => ReactElement,
    ): ColumnConfig<AccountRow> => ({
      id,
      label: t(`column.${id}`),
      width: WIDTHS[id],
      isRowHeader: id === 'account',
      isSortable: id !== 'problems' && id !== 'sweep',
      cell,
    });
    const never = t('unknown.neverRead');
    const more = (count: number) => t('accounts.more', { count });
    const sweepCell = (row: AccountRow, { pending, sweep }: RowSweep) =>
      buttonCell({
        label: t('sweep.short'),
        name: t('sweep.one', { target: targetKey(row) }),
        isPending: pending === row.id,
        onPress: () => sweep({ accountId: row.accountId, region: row.region }),
      });
    return [
      column('account', accountCell),
      column('environment', environmentCell),
      column('owner', row => ownerCell(row, t('unknown.noOwner'))),
      column('resources', row => countCell(row.resources, never)),
      column('unowned', row => countCell(row.unowned, never)),
      column('state', row => stateCell(row, never)),
      column('problems', row => problemsCell(row, more)),
      ...(rowSweep ? [column('sweep', row => sweepCell(row, rowSweep))] : []),
    ];
  }, [t, rowSweep]);
}
