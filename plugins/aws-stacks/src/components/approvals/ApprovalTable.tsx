// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, type ColumnConfig, Table, Text } from '@backstage/ui';
import type { WaitingRun } from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountLabel,
  EnvironmentBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import type { ReactElement } from 'react';
import { useAccounts } from '../../hooks/useAccounts';
import { useBlastCounts } from '../../hooks/useBlastRadius';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import { BlastRadiusButton } from '../blast/BlastRadiusButton';
import { nameCell, refCell } from '../cells';
import { formatDifference } from '../money';
import { PlanExpiry } from '../run/PlanExpiry';
import { usePlanCounts } from '../runs/usePlanCounts';
import { RiskList } from './RiskList';
import { useApproverWords } from './useApproverWords';

const WIDTHS = {
  stack: '1.4fr',
  changes: '1.6fr',
  risks: '2.6fr',
  blast: '1.2fr',
  account: '2.2fr',
  requestedBy: '1.4fr',
  approvers: '1.8fr',
  cost: '1.2fr',
  expires: '1.2fr',
} as const;

const wordsCell = (words: string, more?: string) => (
  <Cell>
    <Text as="div" variant="body-small">
      {words}
    </Text>
    {more && (
      <Text as="div" variant="body-small" color="secondary">
        {more}
      </Text>
    )}
  </Cell>
);

/** Approvals that count so far: those of the plan that waits. */
function approvalsOf({ approval, planDigest }: WaitingRun): number {
  return approval.votes.filter(
    ({ decision, digest }) => decision === 'approve' && digest === planDigest,
  ).length;
}

function useLabels(): Record<keyof typeof WIDTHS, string> {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return {
    stack: t('column.stack'),
    changes: t('column.changes'),
    risks: t('approvals.risks'),
    blast: t('blast.column'),
    account: t('column.account'),
    requestedBy: t('column.requestedBy'),
    approvers: t('approvals.approvers'),
    cost: t('approvals.cost'),
    expires: t('approvals.expires'),
  };
}

function useApproversCell(): (run: WaitingRun) => ReactElement {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const words = useApproverWords();
  return run => {
    const { rule, required } = run.approval;
    const anybody =
      rule === 'requester' ? t('approvals.requester') : t('approvals.anybody');
    return wordsCell(
      words(run.approval) ?? anybody,
      t('approvals.votes', {
        approvals: String(approvalsOf(run)),
        required: String(required),
      }),
    );
  };
}

function useBlastCell(runs: WaitingRun[]): (run: WaitingRun) => ReactElement {
  const { countOf, hasFailed } = useBlastCounts(runs.map(({ id }) => id));
  return run => (
    <Cell>
      <BlastRadiusButton
        run={run}
        count={countOf(run.id)}
        hasFailed={hasFailed}
        isShort
      />
    </Cell>
  );
}

function useColumns(runs: WaitingRun[]): ColumnConfig<WaitingRun>[] {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const { nameOf } = useAccounts();
  const counts = usePlanCounts();
  const labels = useLabels();
  const approversCell = useApproversCell();
  const blastCell = useBlastCell(runs);
  const column = (
    id: keyof typeof WIDTHS,
    cell: (run: WaitingRun) => ReactElement,
  ): ColumnConfig<WaitingRun> => ({
    id,
    label: labels[id],
    width: WIDTHS[id],
    isRowHeader: id === 'stack',
    cell,
  });
  return [
    column('stack', run => nameCell(run, links.run(run.id))),
    column('changes', ({ summary }) =>
      wordsCell(summary ? counts(summary) : t('runs.notPlanned')),
    ),
    column('risks', ({ risks }) => (
      <Cell>
        <RiskList risks={risks} />
      </Cell>
    )),
    column('blast', blastCell),
    column('account', ({ target }) => (
      <Cell>
        <AccountLabel
          accountId={target.accountId}
          region={target.region}
          name={nameOf(target.accountId)}
        />
        <EnvironmentBadge environment={target.environment} />
      </Cell>
    )),
    column('requestedBy', run => refCell(run.requestedBy, 'user')),
    column('approvers', approversCell),
    column('cost', ({ monthlyCost }) =>
      wordsCell(
        monthlyCost
          ? formatDifference(monthlyCost.expected, monthlyCost.currency)
          : t('approvals.costUnknown'),
      ),
    ),
    column('expires', run => (
      <Cell>
        <PlanExpiry run={run} />
      </Cell>
    )),
  ];
}

/** Plans that wait, in the order they come. */
export function ApprovalTable({ runs }: { runs: WaitingRun[] }) {
  const columns = useColumns(runs);
  return (
    <Table columnConfig={columns} data={runs} pagination={{ type: 'none' }} />
  );
}
