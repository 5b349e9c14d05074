// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Container, Flex, Text } from '@backstage/ui';
import {
  type ApprovalsPage as Answer,
  type WaitingRun,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  EmptyState,
  LoadView,
  ProblemsNotice,
  Section,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiCheckDoubleLine } from '@remixicon/react';
import { useApprovals } from '../../hooks/useApprovals';
import { awsStacksTranslationRef } from '../../translation';
import { FreezeBanner } from '../freezes/FreezeBanner';
import styles from '../Page.module.css';
import { ApprovalTable } from './ApprovalTable';

/** The plans that wait for agreement: first those that the person who looks may approve. */
export function ApprovalsPage() {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const list = useApprovals();
  return (
    <Container className={styles.page}>
      <FreezeBanner />
      <LoadView state={list} permission={stackReadPermission.name}>
        {page => (
          <>
            <ProblemsNotice problems={page.problems} />
            <Waiting page={page} />
            {page.nextCursor && (
              <Flex justify="center">
                <Button variant="secondary" onPress={list.showMore}>
                  {t('approvals.more')}
                </Button>
              </Flex>
            )}
          </>
        )}
      </LoadView>
    </Container>
  );
}

function Waiting({ page }: { page: Answer }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (page.items.length === 0) {
    return (
      <EmptyState
        title={t('approvals.emptyTitle')}
        description={t('approvals.empty')}
        icon={RiCheckDoubleLine}
      />
    );
  }
  return (
    <>
      <List
        title={t('approvals.mine')}
        none={t('approvals.mineNone')}
        runs={page.items.filter(({ approval }) => approval.mayApprove)}
      />
      <List
        title={t('approvals.others')}
        none={t('approvals.othersNone')}
        runs={page.items.filter(({ approval }) => !approval.mayApprove)}
      />
    </>
  );
}

function List(props: { title: string; none: string; runs: WaitingRun[] }) {
  const { title, none, runs } = props;
  return (
    <Section title={title}>
      {runs.length > 0 ? (
        <ApprovalTable runs={runs} />
      ) : (
        <Text color="secondary">{none}</Text>
      )}
    </Section>
  );
}
