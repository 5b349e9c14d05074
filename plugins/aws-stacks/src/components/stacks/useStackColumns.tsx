// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, CellText, type ColumnConfig } from '@backstage/ui';
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import { type ReactElement, useMemo } from 'react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { useWantedImport } from '../../hooks/useWantedImport';
import { awsStacksTranslationRef } from '../../translation';
import {
  environmentCell,
  nameCell,
  refCell,
  runStateCell,
  targetCell,
  timeCell,
} from '../cells';
import { DriftBadge } from '../drift/DriftBadge';
import { LayerVersionBadge } from '../versions/LayerVersionBadge';
import { StackStatusBadge } from '../StackStatusBadge';

const WIDTHS = {
  stack: '1.6fr',
  account: '2fr',
  environment: '1.8fr',
  engine: '1.2fr',
  version: '1.6fr',
  status: '1.7fr',
  drift: '1.5fr',
  lastRun: '1.8fr',
  owner: '1.6fr',
  updated: '1.5fr',
} as const;

const statusCell = (stack: Stack) => (
  <Cell>
    <StackStatusBadge status={stack.status} standing={stack.standing} />
  </Cell>
);

/** What is not applied has nothing that could drift. */
const driftCell = ({ drift, status }: Stack) => (
  <Cell>{status === 'applied' && <DriftBadge drift={drift} />}</Cell>
);

/** The columns of the list of stacks. */
export function useStackColumns(
  nameOf: (accountId: string) => string | undefined,
  newestOf: (layer: string) => string | undefined,
): ColumnConfig<Stack>[] {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const { arn, handOn } = useWantedImport();
  return useMemo(() => {
    const column = (
      id: keyof typeof WIDTHS,
      cell: (stack: Stack) => ReactElement,
    ): ColumnConfig<Stack> => ({
      id,
      label: t(`column.${id}`),
      width: WIDTHS[id],
      isRowHeader: id === 'stack',
      isSortable: id !== 'lastRun',
      cell,
    });
    return [
      column('stack', stack => nameCell(stack, handOn(links.stack(stack.id)))),
      column('account', ({ target }) =>
        targetCell(target, nameOf(target.accountId)),
      ),
      column('environment', ({ target }) =>
        environmentCell(target.environment),
      ),
      column('engine', ({ engine }) => (
        <CellText title={t(`engine.${engine}`)} />
      )),
      column('version', stack => (
        <Cell>
          <LayerVersionBadge stack={stack} newest={newestOf(stack.layer)} />
        </Cell>
      )),
      column('status', statusCell),
      column('drift', driftCell),
      column('lastRun', ({ lastRun }) => runStateCell(lastRun?.state)),
      column('owner', ({ owner }) => refCell(owner, 'group')),
      column('updated', ({ updatedAt }) => timeCell(updatedAt)),
    ];
    // `handOn` is another one each time, and the same for the same ARN.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [t, links, nameOf, arn, newestOf]);
}
