// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  type ApprovalsPage,
  type approvalsQuerySchema,
  decodeCursor,
  encodeCursor,
  stackApprovePermission,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type {
  ApprovalRecord,
  Voter,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { z } from 'zod';
import type { RunsStore, WaitingRow } from '../store/RunsStore';
import type { AuthorizedStack, Authorizer } from './Authorizer';
import { type RunApprovals, whyNot } from './RunApprovals';
import type { Voters } from './Voters';

/** What a run is sorted by: mine or others', expiry, id. */
type Key = readonly [section: string, expiresAt: string, id: string];

interface Placed {
  key: Key;
  id: string;
  record?: ApprovalRecord;
}

const [MINE, OTHERS] = ['0', '1'];

/** The plans that wait for agreement: what the caller may approve comes first, then what others have to. */
export class ApprovalInbox {
  readonly #runs: RunsStore;
  readonly #approvals: RunApprovals;
  readonly #authorizer: Authorizer;
  readonly #voters: Voters;

  static create(options: {
    runs: RunsStore;
    approvals: RunApprovals;
    authorizer: Authorizer;
    voters: Voters;
  }): ApprovalInbox {
    return new ApprovalInbox(options);
  }

  private constructor(options: {
    runs: RunsStore;
    approvals: RunApprovals;
    authorizer: Authorizer;
    voters: Voters;
  }) {
    this.#runs = options.runs;
    this.#approvals = options.approvals;
    this.#authorizer = options.authorizer;
    this.#voters = options.voters;
  }

  async list(
    query: z.output<typeof approvalsQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<ApprovalsPage> {
    const after = readKey(query.cursor);
    const [allowed, permits, voter] = await Promise.all([
      this.#authorizer.criteria(stackReadPermission, credentials),
      this.#authorizer.stackJudge(stackApprovePermission, credentials),
      this.#voters.of(credentials),
    ]);
    const waiting = await this.#runs.listWaiting(allowed);
    const placed = await this.#place(waiting, { permits, voter });
    const left = after
      ? placed.filter(({ key }) => compare(key, after) > 0)
      : placed;
    const page = left.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: await this.#show(page, { permits, voter }),
      ...(last &&
        left.length > page.length && { nextCursor: encodeCursor(last.key) }),
      totalItems: placed.length,
      mine: placed.filter(({ key }) => key[0] === MINE).length,
      problems: [],
    };
  }

  async #place(rows: WaitingRow[], viewer: ManyViewer): Promise<Placed[]> {
    const records = await this.#approvals.findMany(rows.map(({ id }) => id));
    return rows
      .map((row): Placed => {
        const { id, expiresAt } = row;
        const record = records.get(id);
        const refusal = whyNot({ state: 'awaiting-approval' }, record, {
          voter: viewer.voter,
          permitted: viewer.permits(row),
        });
        const section = refusal === undefined ? MINE : OTHERS;
        return { key: [section, expiresAt, id], id, record };
      })
      .sort((a, b) => compare(a.key, b.key));
  }

  /** A run that has gone on meanwhile is left out. */
  async #show(
    page: Placed[],
    { permits, voter }: ManyViewer,
  ): Promise<ApprovalsPage['items']> {
    const ids = page.map(({ id }) => id);
    const found = await this.#runs.listRecords(['awaiting-approval'], query =>
      query.whereIn('runs.id', ids),
    );
    const byId = new Map(found.map(({ run }) => [run.id, run]));
    return page.flatMap(({ id, record }) => {
      const run = byId.get(id);
      if (!run) return [];
      const viewer = { voter, permitted: permits(run) };
      const approval = this.#approvals.show(run, record, viewer);
      return [{ ...run, approval }];
    });
  }
}

/** Somebody who looks at many runs. */
interface ManyViewer {
  voter?: Voter;
  permits: (stack: AuthorizedStack) => boolean;
}

function compare(a: Key, b: Key): number {
  const differs = a.findIndex((part, index) => part !== b[index]);
  if (differs === -1) return 0;
  return a[differs] < b[differs] ? -1 : 1;
}

function readKey(cursor: string | undefined): Key | undefined {
  if (cursor === undefined) return undefined;
  const key = decodeCursor(cursor, 3);
  if (!key) {
    throw new InputError(
      'The query parameter cursor is not one this list gave out; leave it out to begin at the start',
    );
  }
  return [key[0], key[1], key[2]];
}
