// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import type {
  ApprovalVote,
  RunDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  RelativeTime,
  StatusBadge,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiThumbDownLine, RiThumbUpLine } from '@remixicon/react';
import { awsStacksTranslationRef } from '../../translation';
import { ApprovalWhy } from '../approvals/ApprovalWhy';
import styles from './RunTimeline.module.css';

/** The rule in words, what was said, and whether the person who looks may decide. */
export function ApprovalBox({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { rule, required, votes, mayApprove, reason } = run.approval;
  const isAsked = run.state === 'awaiting-approval';
  const given = votes.filter(
    ({ decision, digest }) =>
      decision === 'approve' && digest === run.planDigest,
  );
  const count = t('approval.given', {
    approvals: String(given.length),
    required: String(required),
  });
  return (
    <Flex direction="column" gap="3">
      <Text>{t(`approval.${rule}`)}</Text>
      {rule === 'other' && <Text weight="bold">{count}</Text>}
      <ApprovalWhy approval={run.approval} />
      {mayApprove && <Text weight="bold">{t('approval.mayApprove')}</Text>}
      {isAsked && reason && <Text color="secondary">{reason}</Text>}
      {votes.map(vote => (
        <Vote
          key={`${vote.userRef}/${vote.votedAt}`}
          vote={vote}
          isForThisPlan={vote.digest === run.planDigest}
        />
      ))}
      {votes.length === 0 && isAsked && (
        <Text color="secondary">{t('approval.noVotes')}</Text>
      )}
    </Flex>
  );
}

function Vote(props: { vote: ApprovalVote; isForThisPlan: boolean }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { vote, isForThisPlan } = props;
  const isApproval = vote.decision === 'approve';
  return (
    <div>
      <Flex align="center" gap="2">
        <EntityRefLink entityRef={vote.userRef} />
        <StatusBadge
          tone={isApproval ? 'positive' : 'negative'}
          icon={isApproval ? RiThumbUpLine : RiThumbDownLine}
        >
          {t(`approval.${vote.decision}`)}
        </StatusBadge>
      </Flex>
      <div className={styles.words}>
        <RelativeTime instant={vote.votedAt} />
        {!isForThisPlan && `, ${t('approval.otherPlan')}`}
      </div>
      {vote.comment && <div className={styles.words}>“{vote.comment}”</div>}
    </div>
  );
}
