// SPDX-License-Identifier: Apache-2.0
import type {
  Approval,
  Run,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type ApprovalRecord,
  type ApprovalVerdict,
  ApprovalsService,
  judgeApproval,
  mayApprove,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import type { StacksConfig } from '../config/StacksConfig';

/** Who has to agree to a run, by the environment it goes to, and who has. */
export class RunApprovals {
  readonly #db: Knex;
  readonly #approvals = ApprovalsService.create();
  readonly #policies: StacksConfig['approvals'];

  static create(options: {
    db: Knex;
    policies: StacksConfig['approvals'];
  }): RunApprovals {
    return new RunApprovals(options.db, options.policies);
  }

  private constructor(db: Knex, policies: StacksConfig['approvals']) {
    this.#db = db;
    this.#policies = policies;
  }

  /** Asks for agreement to a plan, in the transaction that stores it. */
  async request(trx: Knex, run: Run, planDigest: string): Promise<void> {
    const { rule, required } = this.#policies[run.target.environment];
    await this.#approvals.request(trx, {
      subject: subjectOf(run.id),
      digest: planDigest,
      rule,
      required,
      requester: run.requestedBy,
    });
  }

  /** Casts a vote; refuses it when it is about another plan or when the rule forbids it. */
  async vote(
    trx: Knex,
    runId: string,
    vote: {
      digest: string;
      userRef: string;
      decision: 'approve' | 'reject';
      comment?: string;
    },
  ): Promise<ApprovalVerdict> {
    return this.#approvals.vote(trx, { subject: subjectOf(runId), ...vote });
  }

  /** Whether the plan of this run has been agreed to, so that it may be applied. */
  async isApproved(run: Run): Promise<boolean> {
    const record = await this.#find(run.id);
    if (!record || record.digest !== run.planDigest) return false;
    return judgeApproval(record).satisfied;
  }

  /** The approval of a run as one person sees it. */
  async describe(
    run: Run,
    viewer: { userRef?: string; permitted: boolean },
  ): Promise<Approval> {
    const record = await this.#find(run.id);
    const { rule, required } = record ?? this.#policies[run.target.environment];
    const votes = record?.votes ?? [];
    const refusal = whyNot(run, record, viewer);
    return refusal
      ? { rule, required, votes, mayApprove: false, reason: refusal }
      : { rule, required, votes, mayApprove: true };
  }

  #find(runId: string): Promise<ApprovalRecord | undefined> {
    return this.#approvals.find(this.#db, subjectOf(runId));
  }
}

function whyNot(
  run: Run,
  record: ApprovalRecord | undefined,
  viewer: { userRef?: string; permitted: boolean },
): string | undefined {
  if (!record || run.state !== 'awaiting-approval') {
    return `The run is ${run.state}; nothing is to be approved`;
  }
  if (!viewer.userRef) return 'Only a person can approve';
  if (!viewer.permitted) {
    return 'You need the permission groundwork.stack.approve';
  }
  const { userRef } = viewer;
  const admitted = mayApprove(record, userRef);
  if (!admitted.allowed) return admitted.reason;
  const voted = record.votes.some(
    vote => vote.userRef === userRef && vote.digest === record.digest,
  );
  return voted ? 'You have decided already' : undefined;
}

function subjectOf(runId: string): string {
  return `run:${runId}`;
}
