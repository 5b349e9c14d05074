// SPDX-License-Identifier: Apache-2.0
import type {
  AuditCheckpoint,
  AuditProblem,
} from '@groundwork/backstage-plugin-groundwork-common';
import { FIRST_PREVIOUS_HASH, auditHash } from '../rules/auditChain';
import type { AuditChainStore, ChainHead } from '../store/AuditChainStore';
import type { AuditRow } from '../store/rows';

/** How many problems are listed. */
export const MAX_PROBLEMS = 100;

/** The way along the chain, row by row. */
export class AuditWalk {
  readonly problems: AuditProblem[] = [];
  checkedEntries = 0;
  checkpoint: AuditCheckpoint | undefined;
  readonly #chain: AuditChainStore;
  readonly #head: ChainHead;
  #last: { position: number; hash: string | null; id?: string } = {
    position: 0,
    hash: FIRST_PREVIOUS_HASH,
  };

  static create(chain: AuditChainStore, head: ChainHead): AuditWalk {
    return new AuditWalk(chain, head);
  }

  private constructor(chain: AuditChainStore, head: ChainHead) {
    this.#chain = chain;
    this.#head = head;
  }

  async step(row: AuditRow): Promise<void> {
    this.checkedEntries += 1;
    const position = Number(row.position);
    const last = this.#last;
    if (position === last.position) {
      this.add('inserted', row, `stands where entry ${last.id} stands`);
      return;
    }
    this.#last = { position, hash: row.hash, id: row.id };
    if (auditHash(row, row.previous_hash ?? '') !== row.hash) {
      this.add('edited', row, 'is not what was written');
    }
    if (position !== last.position + 1) {
      await this.#jump(row, last.position);
    } else if (row.previous_hash !== last.hash) {
      await this.#misfit(row, last);
    }
  }

  /** Whether the chain ends where it is said to. */
  end(): void {
    const { position, hash, id } = this.#last;
    if (position < this.#head.position) {
      this.#missing(position + 1, this.#head.position);
    } else if (hash !== this.#head.hash) {
      this.note({
        kind: 'edited',
        id,
        position,
        message: `Entry ${position} (${id}) is not the one that the chain ended with`,
      });
    }
  }

  add(kind: AuditProblem['kind'], row: AuditRow, what: string): void {
    const position = row.position === null ? undefined : Number(row.position);
    const { id, action, actor } = row;
    const message = `Entry ${
      position ?? 'without a position'
    } (${id}, ${action} by ${actor}) ${what}`;
    this.note({ kind, id, position, message });
  }

  note(problem: AuditProblem): void {
    if (this.problems.length <= MAX_PROBLEMS) this.problems.push(problem);
  }

  /** Rows before this one are not there: removed in time, which a checkpoint says, or by somebody. */
  async #jump(row: AuditRow, lastPosition: number): Promise<void> {
    const before = Number(row.position) - 1;
    const checkpoint = (await this.#chain.checkpoints()).find(
      ({ throughPosition, throughHash }) =>
        throughPosition === before && throughHash === row.previous_hash,
    );
    if (checkpoint) this.checkpoint = checkpoint;
    else this.#missing(lastPosition + 1, before);
  }

  async #misfit(
    row: AuditRow,
    last: { position: number; id?: string },
  ): Promise<void> {
    if (row.previous_hash === FIRST_PREVIOUS_HASH) {
      this.add('reordered', row, 'was the first one');
      return;
    }
    const before = await this.#chain.findByHash(row.previous_hash ?? '');
    if (before) {
      this.add('reordered', row, `was written after entry ${before.id}`);
    } else if (last.id) {
      this.note({
        kind: 'edited',
        id: last.id,
        position: last.position,
        message: `Entry ${last.position} (${last.id}) is not the one that entry ${row.id} was written after: it was changed and hashed anew, or another one was there`,
      });
    } else {
      this.add('missing', row, 'was written after another one, which is gone');
    }
  }

  #missing(first: number, lastMissing: number): void {
    this.note({
      kind: 'missing',
      position: first,
      message:
        first === lastMissing
          ? `Entry ${first} is gone`
          : `Entries ${first} to ${lastMissing} are gone`,
    });
  }
}
