// SPDX-License-Identifier: Apache-2.0
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Problem,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import { describeAwsError, forEachTarget, toProblem } from '../aws';
import {
  type CollectorStore,
  type TargetRecord,
  keyOf,
} from './CollectorStore';
import { recordsOf } from './states';
import { type Timing, dueUntil, nextRunAfter } from './timing';
import type { CollectResult, CollectorOptions } from './types';

/** Whose code in a problem means that AWS was asked too often. */
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;

interface Parts {
  id: string;
  store: CollectorStore;
  logger: LoggerService;
  targets: CollectorOptions['targets'];
  collect: CollectorOptions['collect'];
  call?: CollectorOptions['call'];
  concurrency: number;
  timing: Timing;
  now: () => Date;
}

/** One run of a collector, under the lease of the scheduler: all targets that are due, and those asked for meanwhile. */
export class CollectorRun {
  readonly #parts: Parts;
  readonly #signal: AbortSignal;
  readonly #startedAt: Date;
  readonly #done = new Set<string>();

  static create(parts: Parts, signal: AbortSignal): CollectorRun {
    return new CollectorRun(parts, signal);
  }

  private constructor(parts: Parts, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
    this.#startedAt = parts.now();
  }

  async run(): Promise<void> {
    const { store, targets, concurrency } = this.#parts;
    const configured = await targets();
    await store.align(configured);
    await store.clearRunning();
    for (;;) {
      const due = await this.#due(configured);
      if (due.length === 0 || this.#signal.aborted) return;
      due.forEach(record => this.#done.add(keyOf(record)));
      const { problems } = await forEachTarget(
        due,
        record => this.#collect(record),
        { concurrency, signal: this.#signal },
      );
      this.#logLost(problems);
    }
  }

  async #due(configured: readonly SweepTarget[]): Promise<TargetRecord[]> {
    const { store, timing } = this.#parts;
    const until = dueUntil(timing, this.#startedAt);
    const records = recordsOf(configured, await store.list());
    return records.filter(record => {
      if (record.requestedAt) return true;
      if (this.#done.has(keyOf(record))) return false;
      return record.nextRunAt === undefined || record.nextRunAt <= until;
    });
  }

  async #collect(record: TargetRecord): Promise<void> {
    const { store, collect, now, timing } = this.#parts;
    const target = { accountId: record.accountId, region: record.region };
    const begun = now();
    const begunAt = begun.toISOString();
    const isFull = isFullDue(record, begun, timing);
    await store.begin(target, begunAt);
    try {
      const context = {
        signal: this.#signal,
        cursor: record.cursor,
        isFull,
        now: begun,
      };
      const result = await collect(target, context);
      await this.#keep(record, { begunAt, isFull, result });
    } catch (error) {
      await this.#keepFailure(record, begunAt, error);
    }
  }

  async #keep(
    record: TargetRecord,
    collected: { begunAt: string; isFull: boolean; result: CollectResult },
  ): Promise<void> {
    const { store, timing, now } = this.#parts;
    const { begunAt, isFull, result } = collected;
    const { problems = [], cursor } = result;
    const isThrottled = problems.some(({ code }) => THROTTLED.test(code));
    const throttled = isThrottled ? record.throttled + 1 : 0;
    const at = now().toISOString();
    const isWhole = problems.length === 0;
    await store.end(record, begunAt, {
      outcome: isWhole ? 'ok' : 'partial',
      problems,
      throttled,
      nextRunAt: nextRunAfter(timing, {
        runStartedAt: this.#startedAt,
        throttled,
      }),
      success: isWhole
        ? { at, cursor, fullAt: isFull ? at : undefined }
        : undefined,
    });
  }

  async #keepFailure(
    record: TargetRecord,
    begunAt: string,
    error: unknown,
  ): Promise<void> {
    const { store, timing, logger, id } = this.#parts;
    const { kind } = describeAwsError(error);
    const throttled = kind === 'throttled' ? record.throttled + 1 : 0;
    const isKept = await store.end(record, begunAt, {
      outcome: 'failed',
      problems: [this.#problemOf(error, record)],
      throttled,
      nextRunAt: nextRunAfter(timing, {
        runStartedAt: this.#startedAt,
        throttled,
      }),
    });
    if (isKept && kind === 'other') {
      logger.warn(
        `The collector ${id} failed in ${keyOf(record)}`,
        error instanceof Error ? error : { reason: String(error) },
      );
    }
  }

  #problemOf(error: unknown, target: SweepTarget): Problem {
    if (!this.#signal.aborted)
      return toProblem(error, target, this.#parts.call);
    const { accountId, region } = target;
    const hint =
      'The collect was ended before it was done: its time was over or the backend stopped. It is started again by itself';
    return { accountId, region, code: 'interrupted', hint };
  }

  /** Our own database refused; the scheduler's next run tries again. */
  #logLost(problems: readonly Problem[]): void {
    for (const { accountId, region, hint } of problems) {
      this.#parts.logger.error(
        `The collector ${
          this.#parts.id
        } could not keep how ${accountId}/${region} stands: ${hint}`,
      );
    }
  }
}

function isFullDue(
  { cursor, fullAt }: TargetRecord,
  now: Date,
  { fullEveryMs }: Timing,
): boolean {
  if (cursor === undefined || fullAt === undefined) return true;
  return now.getTime() - Date.parse(fullAt) >= fullEveryMs;
}
