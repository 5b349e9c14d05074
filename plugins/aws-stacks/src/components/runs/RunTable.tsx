// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, type ColumnConfig, Table, Text } from '@backstage/ui';
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import type { ReactElement } from 'react';
import { useAccounts } from '../../hooks/useAccounts';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import {
  environmentCell,
  nameCell,
  refCell,
  runStateCell,
  targetCell,
  timeCell,
} from '../cells';
import { formatDifference } from '../money';
import { usePlanCounts } from './usePlanCounts';

const WIDTHS = {
  stack: '1.6fr',
  state: '1.8fr',
  changes: '1.7fr',
  cost: '1.2fr',
  account: '2.2fr',
  environment: '1.4fr',
  requestedBy: '1.6fr',
  updated: '1.2fr',
} as const;

const wordsCell = (words: string) => (
  <Cell>
    <Text variant="body-small">{words}</Text>
  </Cell>
);

function useRunColumns(): ColumnConfig<Run>[] {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const { nameOf } = useAccounts();
  const counts = usePlanCounts();
  const column = (
    id: keyof typeof WIDTHS,
    cell: (run: Run) => ReactElement,
  ): ColumnConfig<Run> => ({
    id,
    label: t(`column.${id}`),
    width: WIDTHS[id],
    isRowHeader: id === 'stack',
    cell,
  });
  return [
    column('stack', run => nameCell(run, links.run(run.id))),
    column('state', ({ state }) => runStateCell(state)),
    column('changes', ({ summary }) =>
      wordsCell(summary ? counts(summary) : t('runs.notPlanned')),
    ),
    column('cost', run => wordsCell(costOf(run) ?? t('cost.notEstimated'))),
    column('account', ({ target }) =>
      targetCell(target, nameOf(target.accountId)),
    ),
    column('environment', ({ target }) => environmentCell(target.environment)),
    column('requestedBy', run => refCell(run.requestedBy, 'user')),
    column('updated', ({ updatedAt }) => timeCell(updatedAt)),
  ];
}

/** What a run costs a month; nothing before it is planned, `undefined` when it was not estimated. */
function costOf({ monthlyCost, summary }: Run): string | undefined {
  if (!summary) return '';
  return (
    monthlyCost && formatDifference(monthlyCost.expected, monthlyCost.currency)
  );
}

/** They are the same for all runs of a stack. */
const OF_STACK = ['account', 'environment'];

interface RunTableProps {
  runs: Run[];
  /** All runs are of one stack, whose page says where it stands. */
  isOfOneStack?: boolean;
}

/** Runs as a table, in the order they come. */
export function RunTable({ runs, isOfOneStack }: RunTableProps) {
  const all = useRunColumns();
  const columns = isOfOneStack
    ? all.filter(({ id }) => !OF_STACK.includes(id))
    : all;
  return (
    <Table columnConfig={columns} data={runs} pagination={{ type: 'none' }} />
  );
}
