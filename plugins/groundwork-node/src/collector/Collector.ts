// SPDX-License-Identifier: Apache-2.0
import { ConflictError, isError } from '@backstage/errors';
import type {
  CollectorTarget,
  Freshness,
  Problem,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import { CollectorReport } from './CollectorReport';
import { CollectorRun } from './CollectorRun';
import { CollectorStore, keyOf } from './CollectorStore';
import { recordsOf } from './states';
import { timingOf } from './timing';
import type { CollectorOptions } from './types';

/** Targets at once when nothing is said. */
const CONCURRENCY = 4;

/**
 * Collects from accounts and Regions on a schedule, one replica at a time, and keeps how each of them stands. A target
 * that fails is asked again at the next run, more and more rarely while AWS throttles it, and heals by itself. What the
 * last success stored stays.
 *
 * @public
 */
export class Collector {
  readonly #options: CollectorOptions;
  readonly #store: CollectorStore;

  /** Nothing runs before {@link Collector.start}. */
  static create(options: CollectorOptions): Collector {
    return new Collector(options);
  }

  private constructor(options: CollectorOptions) {
    this.#options = options;
    this.#store = CollectorStore.create({
      knex: options.database,
      id: options.id,
    });
  }

  /** Puts the collector on the schedule; one that is switched off is not. */
  async start(): Promise<void> {
    const { id, scheduler, schedule, logger } = this.#options;
    if (!this.#isEnabled) {
      logger.info(`The collector ${id} is switched off`);
      return;
    }
    await scheduler.scheduleTask({
      ...schedule,
      id: this.#taskId,
      scope: 'global',
      fn: signal => this.#run(signal),
    });
  }

  /**
   * Makes targets due, all of them when none is named, and answers at once; the run is under the same lease as the
   * scheduled ones, here or on another replica. Targets that are not configured are passed over. Throws a
   * `ConflictError` when the collector is switched off.
   */
  async runNow(targets?: readonly SweepTarget[]): Promise<void> {
    const { id, targets: configured, logger, scheduler } = this.#options;
    if (!this.#isEnabled) {
      throw new ConflictError(
        `The collector ${id} is switched off in the configuration; switch it on and restart`,
      );
    }
    const asked = choose(await configured(), targets);
    await this.#store.request(asked, this.#now().toISOString());
    scheduler.triggerTask(this.#taskId).catch(error => {
      // A run is under way, and takes up what was asked for.
      if (isError(error) && error.name === 'ConflictError') return;
      logger.warn(`The collector ${id} could not be started`, error);
    });
  }

  /** How all configured targets stand, by one read of the database. */
  async report(): Promise<CollectorReport> {
    const { id, targets } = this.#options;
    const records = recordsOf(await targets(), await this.#store.list());
    return CollectorReport.create(records, { id, isEnabled: this.#isEnabled });
  }

  /** How each configured target stands, in the order of the configuration. */
  async status(): Promise<CollectorTarget[]> {
    return (await this.report()).targets;
  }

  /** How old what was collected is. */
  async freshness(): Promise<Freshness> {
    return (await this.report()).freshness;
  }

  /** What could not be read or was never read: of these targets, or of all. */
  async problems(targets?: readonly SweepTarget[]): Promise<Problem[]> {
    const report = await this.report();
    if (!targets) return report.problems;
    const keys = new Set(targets.map(keyOf));
    return report.where(target => keys.has(keyOf(target))).problems;
  }

  get #isEnabled(): boolean {
    return this.#options.enabled ?? true;
  }

  get #taskId(): string {
    return `collector:${this.#options.id}`;
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { id, logger, targets, collect, call, concurrency } = this.#options;
    const run = CollectorRun.create(
      {
        id,
        store: this.#store,
        logger,
        targets,
        collect,
        call,
        concurrency: concurrency ?? CONCURRENCY,
        timing: timingOf(this.#options),
        now: () => this.#now(),
      },
      signal,
    );
    await run.run();
  }
}

function choose(
  configured: readonly SweepTarget[],
  wanted: readonly SweepTarget[] | undefined,
): readonly SweepTarget[] {
  if (!wanted) return configured;
  const keys = new Set(wanted.map(keyOf));
  return configured.filter(each => keys.has(keyOf(each)));
}
