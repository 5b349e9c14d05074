// SPDX-License-Identifier: Apache-2.0
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type {
  ApprovalRule,
  ApprovalVote,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import {
  type ApprovalRecord,
  type ApprovalVerdict,
  type RecordedVote,
  type Voter,
  judgeApproval,
  mayApprove,
} from './rules';

interface ApprovalRow {
  subject: string;
  digest: string;
  rule: ApprovalRule;
  required: number;
  requester: string;
  created_at: string;
  /** JSON */
  approvers: string;
  /** JSON */
  why: string;
}

interface VoteRow {
  subject: string;
  user_ref: string;
  digest: string;
  decision: ApprovalVote['decision'];
  comment: string | null;
  voted_at: string;
  /** JSON */
  belongs_to: string;
}

/**
 * A vote as it is cast.
 *
 * @public
 */
export interface CastVote extends Voter {
  subject: string;
  /** The digest of what the voter looked at. */
  digest: string;
  decision: ApprovalVote['decision'];
  comment?: string;
}

/**
 * Asks for agreement and counts it, in the tables of {@link createApprovalTables} in the plugin's own database. Each
 * method takes part in the caller's transaction, so that a vote and what follows from it are one step.
 *
 * @public
 */
export class ApprovalsService {
  readonly #now: () => Date;

  static create(options?: { now?: () => Date }): ApprovalsService {
    return new ApprovalsService(options?.now ?? (() => new Date()));
  }

  private constructor(now: () => Date) {
    this.#now = now;
  }

  /** Asks for agreement to a digest. Asking again for the same subject replaces what was asked; old votes stay as history. */
  async request(
    trx: Knex,
    request: Omit<ApprovalRecord, 'votes'>,
  ): Promise<void> {
    const { subject, digest, rule, required, requester } = request;
    await trx<ApprovalRow>('approvals')
      .insert({
        subject,
        digest,
        rule,
        required,
        requester,
        approvers: JSON.stringify(request.approvers),
        why: JSON.stringify(request.why),
        created_at: this.#now().toISOString(),
      })
      .onConflict('subject')
      .merge();
  }

  /** What was asked and said, or `undefined` when nothing was asked. */
  async find(trx: Knex, subject: string): Promise<ApprovalRecord | undefined> {
    const row = await trx<ApprovalRow>('approvals').where({ subject }).first();
    if (!row) return undefined;
    const votes = await trx<VoteRow>('approval_votes')
      .where({ subject })
      .orderBy('voted_at');
    return toApproval(row, votes);
  }

  /** The same for many subjects at once; one that nobody asked about is missing. */
  async findMany(
    trx: Knex,
    subjects: readonly string[],
  ): Promise<Map<string, ApprovalRecord>> {
    const [rows, votes] = await Promise.all([
      trx<ApprovalRow>('approvals').whereIn('subject', [...subjects]),
      trx<VoteRow>('approval_votes')
        .whereIn('subject', [...subjects])
        .orderBy('voted_at'),
    ]);
    const bySubject = new Map<string, VoteRow[]>();
    for (const vote of votes) {
      const of = bySubject.get(vote.subject);
      if (of) of.push(vote);
      else bySubject.set(vote.subject, [vote]);
    }
    return new Map(
      rows.map(row => [
        row.subject,
        toApproval(row, bySubject.get(row.subject) ?? []),
      ]),
    );
  }

  /**
   * Casts a vote and says where the approval stands then. Refuses a vote on another digest, or of somebody who may not
   * approve. Two votes at once are cast one after the other, so that the second one sees the first; `trx` has to be a
   * transaction for that.
   */
  async vote(trx: Knex, vote: CastVote): Promise<ApprovalVerdict> {
    await trx<ApprovalRow>('approvals')
      .where({ subject: vote.subject })
      .forUpdate()
      .first('subject');
    const record = await this.find(trx, vote.subject);
    if (!record) {
      throw new NotFoundError(`Nobody was asked to approve ${vote.subject}`);
    }
    assertVote(record, vote);
    const cast: VoteRow = {
      subject: vote.subject,
      user_ref: vote.userRef,
      digest: vote.digest,
      decision: vote.decision,
      comment: vote.comment ?? null,
      voted_at: this.#now().toISOString(),
      belongs_to: JSON.stringify(vote.belongsTo),
    };
    await trx<VoteRow>('approval_votes')
      .insert(cast)
      .onConflict(['subject', 'user_ref', 'digest'])
      .merge();
    const others = record.votes.filter(
      other => other.userRef !== vote.userRef || other.digest !== vote.digest,
    );
    return judgeApproval({ ...record, votes: [...others, toVote(cast)] });
  }
}

function assertVote(record: ApprovalRecord, vote: CastVote): void {
  if (vote.digest !== record.digest) {
    throw new ConflictError(
      `You looked at ${vote.digest}, but what is to be decided is ${record.digest}; look at it again and decide then`,
    );
  }
  if (vote.decision === 'reject') return;
  const admitted = mayApprove(record, vote);
  if (!admitted.allowed) throw new NotAllowedError(admitted.reason);
  const already = record.votes.some(
    other =>
      other.userRef === vote.userRef &&
      other.digest === vote.digest &&
      other.decision === 'approve',
  );
  if (already) {
    throw new ConflictError(
      'You have approved this already; it waits for somebody else',
    );
  }
}

function toApproval(row: ApprovalRow, votes: VoteRow[]): ApprovalRecord {
  const { subject, digest, rule, required, requester, approvers, why } = row;
  return {
    subject,
    digest,
    rule,
    required,
    requester,
    approvers: JSON.parse(approvers),
    why: JSON.parse(why),
    votes: votes.map(toVote),
  };
}

function toVote(row: VoteRow): RecordedVote {
  return {
    userRef: row.user_ref,
    decision: row.decision,
    comment: row.comment ?? undefined,
    digest: row.digest,
    votedAt: row.voted_at,
    belongsTo: JSON.parse(row.belongs_to),
  };
}
