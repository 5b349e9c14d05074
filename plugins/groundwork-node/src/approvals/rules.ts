// SPDX-License-Identifier: Apache-2.0
import type {
  ApprovalRule,
  ApprovalVote,
} from '@groundwork/backstage-plugin-groundwork-common';

/**
 * Something that waits for agreement, with all votes that were ever given on it.
 *
 * @public
 */
export interface ApprovalRecord {
  /** What it is about, for example `run:<run id>`. */
  subject: string;
  /** What the votes have to be about: a vote on another digest does not count. */
  digest: string;
  rule: ApprovalRule;
  required: number;
  requester: string;
  votes: ApprovalVote[];
}

/**
 * Where an approval stands.
 *
 * @public
 */
export interface ApprovalVerdict {
  /** As many people as the rule asks for have agreed to this digest, and nobody refused. */
  satisfied: boolean;
  rejected: boolean;
  /** How many have agreed. */
  approvals: number;
}

/**
 * Counts the votes that are valid: on the current digest, by people whom the rule admits, each of them once.
 *
 * @public
 */
export function judgeApproval(record: ApprovalRecord): ApprovalVerdict {
  const current = record.votes.filter(vote => vote.digest === record.digest);
  const rejected = current.some(vote => vote.decision === 'reject');
  const approvers = new Set(
    current
      .filter(vote => vote.decision === 'approve')
      .map(vote => vote.userRef)
      .filter(userRef => mayApprove(record, userRef).allowed),
  );
  const satisfied =
    !rejected && (record.rule === 'auto' || approvers.size >= record.required);
  return { satisfied, rejected, approvals: approvers.size };
}

/**
 * Whether the rule admits this person as an approver. Permissions are another question, and the plugin's own.
 *
 * @public
 */
export function mayApprove(
  record: Pick<ApprovalRecord, 'rule' | 'requester'>,
  userRef: string,
): { allowed: true } | { allowed: false; reason: string } {
  if (record.rule === 'requester' && userRef !== record.requester) {
    return {
      allowed: false,
      reason: `Only ${record.requester}, who asked for this change, may confirm it`,
    };
  }
  if (record.rule === 'other' && userRef === record.requester) {
    return {
      allowed: false,
      reason:
        'You asked for this change, so somebody else has to approve it here',
    };
  }
  return { allowed: true };
}
