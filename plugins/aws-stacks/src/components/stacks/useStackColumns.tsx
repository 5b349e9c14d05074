// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';
import { Cell, CellText, type ColumnConfig } from '@backstage/ui';
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountLabel,
  EnvironmentBadge,
  RelativeTime,
  RunStateBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useMemo } from 'react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import { StackStatusBadge } from '../StackStatusBadge';

/** The columns of the list of stacks. */
export function useStackColumns(
  nameOf: (accountId: string) => string | undefined,
): ColumnConfig<Stack>[] {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  return useMemo(
    () => [
      {
        id: 'name',
        width: '1.7fr',
        label: t('column.stack'),
        isRowHeader: true,
        isSortable: true,
        cell: stack => (
          <CellText
            title={stack.name}
            description={stack.layer}
            href={links.stack(stack.id)}
          />
        ),
      },
      {
        id: 'account',
        width: '2fr',
        label: t('column.account'),
        isSortable: true,
        cell: ({ target }) => (
          <Cell>
            <AccountLabel
              accountId={target.accountId}
              region={target.region}
              name={nameOf(target.accountId)}
            />
          </Cell>
        ),
      },
      {
        id: 'environment',
        width: '1.6fr',
        label: t('column.environment'),
        isSortable: true,
        cell: ({ target }) => (
          <Cell>
            <EnvironmentBadge environment={target.environment} />
          </Cell>
        ),
      },
      {
        id: 'engine',
        width: '1.2fr',
        label: t('column.engine'),
        isSortable: true,
        cell: stack => <CellText title={t(`engine.${stack.engine}`)} />,
      },
      {
        id: 'status',
        width: '1.7fr',
        label: t('column.status'),
        isSortable: true,
        cell: stack => (
          <Cell>
            <StackStatusBadge status={stack.status} />
          </Cell>
        ),
      },
      {
        id: 'lastRun',
        width: '1.9fr',
        label: t('column.lastRun'),
        cell: ({ lastRun }) => (
          <Cell>{lastRun && <RunStateBadge state={lastRun.state} />}</Cell>
        ),
      },
      {
        id: 'owner',
        width: '1.5fr',
        label: t('column.owner'),
        isSortable: true,
        cell: stack => (
          <CellText
            title={humanizeEntityRef(parseEntityRef(stack.owner), {
              defaultKind: 'group',
            })}
          />
        ),
      },
      {
        id: 'updated',
        width: '1.4fr',
        label: t('column.updated'),
        isSortable: true,
        cell: stack => (
          <Cell>
            <RelativeTime instant={stack.updatedAt} />
          </Cell>
        ),
      },
    ],
    [t, links, nameOf],
  );
}
