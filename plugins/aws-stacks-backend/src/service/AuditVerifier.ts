// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import type { AuditVerification } from '@groundwork/backstage-plugin-groundwork-common';
import type { AuditChainStore, ChainHead } from '../store/AuditChainStore';
import { AuditWalk, MAX_PROBLEMS } from './AuditWalk';

/** Goes through the chain of audit rows and says what does not fit. */
export class AuditVerifier {
  readonly #chain: AuditChainStore;

  static create(chain: AuditChainStore): AuditVerifier {
    return new AuditVerifier(chain);
  }

  private constructor(chain: AuditChainStore) {
    this.#chain = chain;
  }

  /** `expected` is the end of the chain as somebody has noted it before: it has to be part of the chain still. */
  async verify(expected?: ChainHead): Promise<AuditVerification> {
    const head = await this.#chain.head();
    const walk = AuditWalk.create(this.#chain, head);
    for await (const rows of this.#chain.pages({ through: head.position })) {
      for (const row of rows) await walk.step(row);
    }
    walk.end();
    for (const row of await this.#chain.strangers(MAX_PROBLEMS + 1)) {
      walk.add('inserted', row, 'was not written by the engine');
    }
    if (expected) await this.#compare(walk, expected);
    const { problems, checkedEntries, checkpoint } = walk;
    return {
      intact: problems.length === 0,
      checkedAt: new Date().toISOString(),
      checkedEntries,
      head,
      checkpoint,
      problems: problems.slice(0, MAX_PROBLEMS),
      hasMoreProblems: problems.length > MAX_PROBLEMS,
    };
  }

  async #compare(walk: AuditWalk, expected: ChainHead): Promise<void> {
    const removed = walk.checkpoint;
    if (removed && expected.position < removed.throughPosition) {
      throw new InputError(
        `Entry ${expected.position} was removed when its time was over, with all up to ${removed.throughPosition}; compare with an end of the chain that was noted later`,
      );
    }
    const hash =
      removed?.throughPosition === expected.position
        ? removed.throughHash
        : (await this.#chain.findByPosition(expected.position))?.hash;
    if (hash === expected.hash) return;
    walk.note({
      kind: hash ? 'edited' : 'missing',
      position: expected.position,
      message: hash
        ? `Entry ${expected.position} is not the one that was noted: the chain was written anew`
        : `Entry ${expected.position}, which was noted, is gone`,
    });
  }
}
