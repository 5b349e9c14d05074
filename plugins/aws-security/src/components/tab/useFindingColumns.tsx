// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ColumnConfig } from '@backstage/ui';
import type { Finding } from '@groundwork/backstage-plugin-groundwork-common';
import type { ReactElement } from 'react';
import { useAccountNames } from '../../hooks/useAccountNames';
import { awsSecurityTranslationRef } from '../../translation';
import {
  accountCell,
  resourceCell,
  severityCell,
  stateCell,
  titleCell,
} from './cells';

const WIDTHS = {
  severity: '1.3fr',
  finding: '3.4fr',
  resource: '2.4fr',
  account: '1.8fr',
  state: '1.6fr',
} as const;

/** The longest severity is not cut on a narrow screen. */
const BADGE_WIDTH = 140;

/** Severity, title, resource, account, and how it stands since when. */
export function useFindingColumns(
  hrefOf: (findingId: string) => string,
): ColumnConfig<Finding>[] {
  const { t } = useTranslationRef(awsSecurityTranslationRef);
  const nameOf = useAccountNames();
  const column = (
    id: keyof typeof WIDTHS,
    cell: (finding: Finding) => ReactElement,
  ): ColumnConfig<Finding> => ({
    id,
    label: t(`column.${id}`),
    width: WIDTHS[id],
    minWidth: id === 'severity' ? BADGE_WIDTH : undefined,
    isRowHeader: id === 'finding',
    cell,
  });
  return [
    column('severity', finding => severityCell(finding)),
    column('finding', finding => titleCell(finding, hrefOf(finding.id))),
    column('resource', finding => resourceCell(finding)),
    column('account', finding =>
      accountCell(finding, nameOf(finding.accountId)),
    ),
    column('state', finding => stateCell(finding)),
  ];
}
