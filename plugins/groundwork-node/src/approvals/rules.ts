// SPDX-License-Identifier: Apache-2.0
import type {
  ApprovalReason,
  ApprovalRule,
  ApprovalVote,
} from '@groundwork/backstage-plugin-groundwork-common';

/**
 * What has to be agreed by whom.
 *
 * @public
 */
export interface ApprovalRequirement {
  rule: ApprovalRule;
  required: number;
  /** An approver has to belong to one of each of these lists; an empty list admits nobody. */
  approvers: string[][];
  /** The rules that ask for this. */
  why: ApprovalReason[];
}

/**
 * Somebody who votes, with all that they belong to at that moment.
 *
 * @public
 */
export interface Voter {
  userRef: string;
  /** Their `ownershipEntityRefs`. */
  belongsTo: string[];
}

/**
 * A vote, with what the voter belonged to when it was cast.
 *
 * @public
 */
export type RecordedVote = ApprovalVote & Voter;

/**
 * Something that waits for agreement, with all votes that were ever given on it.
 *
 * @public
 */
export interface ApprovalRecord extends ApprovalRequirement {
  /** What it is about, for example `run:<run id>`. */
  subject: string;
  /** What the votes have to be about: a vote on another digest does not count. */
  digest: string;
  requester: string;
  votes: RecordedVote[];
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
      .filter(vote => mayApprove(record, vote).allowed)
      .map(vote => vote.userRef),
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
  record: Pick<ApprovalRecord, 'rule' | 'requester' | 'approvers'>,
  { userRef, belongsTo }: Voter,
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
  const missing = record.approvers.find(
    list => !list.some(ref => ref === userRef || belongsTo.includes(ref)),
  );
  return missing
    ? { allowed: false, reason: notAmong(missing) }
    : { allowed: true };
}

function notAmong(approvers: string[]): string {
  return approvers.length > 0
    ? `Only ${approvers.join(
        ' or ',
      )} may approve this, and you do not belong to it`
    : 'Nobody may approve this: its approvers are the owner of an account that has none; set owner for it in groundwork.accounts and plan again';
}
