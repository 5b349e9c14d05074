// SPDX-License-Identifier: Apache-2.0
import { NotFoundError } from '@backstage/errors';
import type {
  Approval,
  Run,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type AccountsConfig,
  type ApprovalRecord,
  type ApprovalRequirement,
  type ApprovalVerdict,
  ApprovalsService,
  type Voter,
  judgeApproval,
  mayApprove,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import type { StacksConfig } from '../config/StacksConfig';
import { requirementOf } from '../rules/approvalRequirement';

/** Somebody who looks at an approval. */
export interface Viewer {
  /** Absent when it is no person. */
  voter?: Voter;
  /** Whether they have the permission to approve this run. */
  permitted: boolean;
}

/** Who has to agree to a run, by where it goes and what it changes, and who has. */
export class RunApprovals {
  readonly #db: Knex;
  readonly #approvals = ApprovalsService.create();
  readonly #accounts: AccountsConfig;
  readonly #config: StacksConfig;

  static create(options: {
    db: Knex;
    accounts: AccountsConfig;
    config: StacksConfig;
  }): RunApprovals {
    return new RunApprovals(options);
  }

  private constructor(options: {
    db: Knex;
    accounts: AccountsConfig;
    config: StacksConfig;
  }) {
    this.#db = options.db;
    this.#accounts = options.accounts;
    this.#config = options.config;
  }

  /**
   * Asks for agreement to the plan of a run, in the transaction that stores it; asked again once its risks are known.
   * Votes on another plan do not count.
   */
  async request(trx: Knex, run: Run): Promise<void> {
    if (!run.planDigest) {
      throw new NotFoundError(`Run ${run.id} has no plan to be agreed to`);
    }
    await this.#approvals.request(trx, {
      subject: subjectOf(run.id),
      digest: run.planDigest,
      requester: run.requestedBy,
      ...this.#requirement(run),
    });
  }

  /** Casts a vote; refuses it when it is about another plan or when the voter may not approve this one. */
  async vote(
    trx: Knex,
    runId: string,
    vote: Voter & {
      digest: string;
      decision: 'approve' | 'reject';
      comment?: string;
    },
  ): Promise<ApprovalVerdict> {
    return this.#approvals.vote(trx, { subject: subjectOf(runId), ...vote });
  }

  /** Whether the plan of this run has been agreed to, so that it may be applied. */
  async isApproved(run: Run): Promise<boolean> {
    const record = await this.find(run.id);
    return record !== undefined && isSatisfied(record, run);
  }

  /** The same, by what would be asked about the run now. */
  async isAgreed(run: Run): Promise<boolean> {
    const record = await this.find(run.id);
    if (!record) return false;
    return isSatisfied({ ...record, ...this.#requirement(run) }, run);
  }

  /** The approval of a run as one person sees it. */
  async describe(run: Run, viewer: Viewer): Promise<Approval> {
    return this.show(run, await this.find(run.id), viewer);
  }

  /** The same of what was read already. */
  show(run: Run, record: ApprovalRecord | undefined, viewer: Viewer): Approval {
    const { rule, required, approvers, why } = record ?? this.#requirement(run);
    const votes = (record?.votes ?? []).map(
      ({ belongsTo: _, ...vote }) => vote,
    );
    const refusal = whyNot(run, record, viewer);
    return {
      rule,
      required,
      approvers,
      why,
      votes,
      mayApprove: refusal === undefined,
      ...(refusal !== undefined && { reason: refusal }),
    };
  }

  find(runId: string): Promise<ApprovalRecord | undefined> {
    return this.#approvals.find(this.#db, subjectOf(runId));
  }

  /** What was asked about many runs, by run id. */
  async findMany(
    runIds: readonly string[],
  ): Promise<Map<string, ApprovalRecord>> {
    const records = await this.#approvals.findMany(
      this.#db,
      runIds.map(subjectOf),
    );
    return new Map(
      runIds.flatMap(runId => {
        const record = records.get(subjectOf(runId));
        return record ? [[runId, record]] : [];
      }),
    );
  }

  #requirement(run: Run): ApprovalRequirement {
    const { approvals, approvalRules } = this.#config;
    const { accountId, environment } = run.target;
    return requirementOf(run, {
      base: approvals[environment],
      rules: approvalRules,
      accountOwner: this.#accounts.get(accountId)?.owner,
    });
  }
}

function isSatisfied(record: ApprovalRecord, run: Run): boolean {
  return record.digest === run.planDigest && judgeApproval(record).satisfied;
}

/** Why somebody may not approve a run; `undefined` when they may. */
export function whyNot(
  run: Pick<Run, 'state'>,
  record: ApprovalRecord | undefined,
  { voter, permitted }: Viewer,
): string | undefined {
  if (!record || run.state !== 'awaiting-approval') {
    return `The run is ${run.state}; nothing is to be approved`;
  }
  if (!voter) return 'Only a person can approve';
  if (!permitted) return 'You need the permission groundwork.stack.approve';
  const admitted = mayApprove(record, voter);
  if (!admitted.allowed) return admitted.reason;
  const voted = record.votes.some(
    vote => vote.userRef === voter.userRef && vote.digest === record.digest,
  );
  return voted ? 'You have decided already' : undefined;
}

function subjectOf(runId: string): string {
  return `run:${runId}`;
}
