// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Run,
  RunDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import { ENGINE_OF, bundleFor } from '../bench/bundles';
import type { Cast } from './scenes';

const POLL_MS = 100;
const PATIENCE_MS = 400_000;
const LOCK_SETTLES_MS = 1_500;
const MOST_PLANS = 4;
/** The command by which the engine asks a person to remove what CloudFormation neither updates nor rolls back. */
const DELETE_STACK = 'aws cloudformation delete-stack';

/** Does with the runs of a stack what a person does who reads their pages, until what was asked for stands. */
export class Settler {
  /** All runs of the stack, oldest first. */
  readonly runs: Run[];
  /** Locks that stood while nobody worked on the stack. */
  readonly #left = new Set<string>();
  /** Locks that a run has named. */
  readonly #named = new Set<string>();
  readonly #resumed = new Set<string>();
  readonly #cast: Cast;

  static create(cast: Cast, runs: readonly Run[]): Settler {
    return new Settler(cast, runs);
  }

  private constructor(cast: Cast, runs: readonly Run[]) {
    this.#cast = cast;
    this.runs = [...runs];
  }

  /** Locks that were left and that no run has named. */
  get unmentionedLocks(): string[] {
    return [...this.#left].filter(id => !this.#named.has(id));
  }

  /** Brings the newest run to its success, by further runs where it needs them. */
  async settle(): Promise<RunDetail> {
    const end = Date.now() + PATIENCE_MS;
    let last: RunDetail | undefined;
    while (Date.now() < end) {
      const now = await this.#look();
      if (now?.state === 'succeeded') return now;
      if (now) await this.#step(now);
      last = now ?? last;
      await sleep(POLL_MS);
    }
    throw new Error(
      `Run ${this.#newest.id} is still ${last?.state}: ${last?.reason}`,
    );
  }

  /** Looks for a lock that nobody holds any more. */
  async lookForLock(run: Run): Promise<string | undefined> {
    const { aws, folders } = this.#cast.arena.bench;
    const seen = await aws.lockId(run);
    if (!seen) return undefined;
    await sleep(LOCK_SETTLES_MS);
    if (folders.processes(run).length > 0) return undefined;
    if ((await aws.lockId(run)) !== seen) return undefined;
    this.#left.add(seen);
    return seen;
  }

  get #client() {
    return this.#cast.arena.bench.client;
  }

  get #newest(): Run {
    return this.runs[this.runs.length - 1];
  }

  /** The newest run; nothing while the backend cannot say. */
  async #look(): Promise<RunDetail | undefined> {
    try {
      return await this.#client.getRun(this.#newest.id);
    } catch {
      return undefined;
    }
  }

  /** A step that somebody else was faster with, or that cannot be taken yet, is taken after the next look. */
  async #step(run: RunDetail): Promise<void> {
    try {
      await this.#act(run);
    } catch {
      await sleep(POLL_MS);
    }
  }

  async #act(run: RunDetail): Promise<void> {
    const { id, planDigest = '' } = run;
    switch (run.state) {
      case 'policy-failed':
        await this.#client.overrideRun(id, { planDigest, reason: 'Looked at' });
        break;
      case 'awaiting-approval':
        await this.#client.decideRun(id, 'approve', { planDigest });
        break;
      case 'needs-attention':
        await this.#attend(run);
        break;
      case 'failed':
      case 'cancelled':
      case 'discarded':
      case 'expired':
        await this.#planAgain(run);
        break;
      default:
    }
  }

  /** Resumes first; releases a lock that is named; gives the run up when that does not help. */
  async #attend(run: RunDetail): Promise<void> {
    const lock = await this.lookForLock(run);
    if (lock && (await this.#says(run)).includes(lock)) {
      this.#named.add(lock);
      await this.#client.operateRun(run.id, 'unlock');
      this.#resumed.delete(run.id);
      await this.#untilUnlocked(run);
      return;
    }
    const isPlanned = run.planDigest !== undefined;
    const operation =
      isPlanned && !this.#resumed.has(run.id) ? 'resume' : 'fail';
    await this.#client.operateRun(run.id, operation);
    if (operation === 'resume') this.#resumed.add(run.id);
  }

  async #untilUnlocked(run: Run): Promise<void> {
    const { aws } = this.#cast.arena.bench;
    const end = Date.now() + PATIENCE_MS / 4;
    while ((await aws.lockId(run)) && Date.now() < end) await sleep(POLL_MS);
  }

  /** All that a person reads of a run. */
  async #says(run: RunDetail): Promise<string> {
    const { items } = await this.#client.listRunEvents(run.id);
    const notes = items.flatMap(event =>
      event.kind === 'note' ? [event.message, event.hint] : [],
    );
    return [run.reason, run.hint, ...notes].join('\n');
  }

  async #planAgain(run: RunDetail): Promise<void> {
    const lock = await this.lookForLock(run);
    if (lock && (await this.#says(run)).includes(lock)) this.#named.add(lock);
    if (this.runs.length > MOST_PLANS) return;
    const { accountId, arena, name, source } = this.#cast;
    if (run.hint?.includes(DELETE_STACK))
      await arena.bench.aws.deleteStack(run);
    const wanted = {
      engine: ENGINE_OF[source],
      bundle: bundleFor(source),
      name,
      // Asked twice when the answer is lost.
      idempotencyKey: `${name}-${this.runs.length}`,
    };
    this.runs.push(await arena.bench.ask(wanted, accountId));
  }
}
