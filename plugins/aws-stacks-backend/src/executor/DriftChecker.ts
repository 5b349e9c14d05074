// SPDX-License-Identifier: Apache-2.0
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { StacksConfig } from '../config/StacksConfig';
import { ENGINE_ACTOR } from '../rules/runStates';
import type { DriftReports } from '../service/DriftReports';
import type { DriftIgnoresStore } from '../store/DriftIgnoresStore';
import type { DriftLeasesStore, DueCheck } from '../store/DriftLeasesStore';
import type { DriftOutcome, DriftStore } from '../store/DriftStore';
import type { DriftCheck } from './DriftCheck';

const POLL_MS = 15_000;
const LEASE_MS = 60_000;
/** The first look at a stack that was never looked at comes within this time. */
const LONGEST_FIRST_MS = 10 * 60_000;
/** A look that failed, or that a run got in the way of, is tried again sooner than the next one is due. */
const RETRY_SHARE = 0.25;
const JITTER = 0.1;

/** What a checker works with. */
export interface DriftCheckerOptions {
  owner: string;
  config: Pick<StacksConfig, 'concurrency' | 'drift'>;
  driftCheck: DriftCheck;
  drift: DriftStore;
  driftIgnores: DriftIgnoresStore;
  driftLeases: DriftLeasesStore;
  driftReports: DriftReports;
  logger: LoggerService;
  /** How often it looks for what is due, for tests. */
  pollMs?: number;
}

/** Looks at each applied stack from time to time. Any number of replicas may run one; they share the work by leases. */
export class DriftChecker {
  readonly #options: DriftCheckerOptions;
  readonly #checking = new Map<string, AbortController>();
  readonly #ends = new Set<Promise<void>>();
  #timers: NodeJS.Timeout[] = [];
  #tick: Promise<void> | undefined;
  #again = false;
  #stopped = true;

  static create(options: DriftCheckerOptions): DriftChecker {
    return new DriftChecker(options);
  }

  private constructor(options: DriftCheckerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
    this.#timers = [
      setInterval(() => this.wake(), this.#options.pollMs ?? POLL_MS),
      setInterval(() => void this.#renew(), LEASE_MS / 4),
    ];
    this.wake();
  }

  /** Ends the looks that are under way; they are taken again by whoever comes next. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timers.forEach(clearInterval);
    for (const controller of this.#checking.values()) controller.abort();
    await this.#tick;
    await Promise.all(this.#ends);
  }

  /** Looks for what is due now. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#tick) {
      this.#again = true;
      return;
    }
    this.#tick = this.#lookAround().finally(() => {
      this.#tick = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.wake();
    });
  }

  async #lookAround(): Promise<void> {
    const { config, drift, driftIgnores, driftLeases, logger } = this.#options;
    try {
      for (const stackId of await driftIgnores.endExpired(ENGINE_ACTOR)) {
        await drift.recount(stackId);
      }
      const { enabled, everyMs } = config.drift;
      if (enabled) {
        await driftLeases.addMissing(Math.min(everyMs, LONGEST_FIRST_MS));
      }
      for (const due of await driftLeases.listDue({ scheduled: enabled })) {
        if (this.#stopped) return;
        if (await this.#claim(due)) this.#check(due);
      }
    } catch (error) {
      logger.error(
        'Looking for drift failed; it is tried again',
        toError(error),
      );
    }
  }

  #claim(due: DueCheck): Promise<boolean> {
    const { config, driftLeases } = this.#options;
    return driftLeases.claim(due, this.#holder(), {
      total: config.drift.concurrency,
      perAccount: config.concurrency.perAccount,
    });
  }

  #check(due: DueCheck): void {
    const controller = new AbortController();
    this.#checking.set(due.stackId, controller);
    const end = this.#checkToEnd(due, controller.signal).finally(() => {
      this.#checking.delete(due.stackId);
      this.#ends.delete(end);
      this.wake();
    });
    this.#ends.add(end);
  }

  async #checkToEnd(due: DueCheck, signal: AbortSignal): Promise<void> {
    const { driftCheck, driftLeases, logger, owner } = this.#options;
    try {
      const outcome = await driftCheck.run(due, signal);
      if (outcome) await this.#settle(due, outcome);
      else await driftLeases.release(due.stackId, owner);
    } catch (error) {
      logger.error(`The look at stack ${due.stackId} failed`, toError(error));
      const problem =
        'The look at the stack failed; the backend’s log says why';
      await this.#settle(due, { kind: 'failed', problem }).catch(again =>
        logger.error(`Nor could that be stored`, toError(again)),
      );
    }
  }

  async #settle(due: DueCheck, outcome: DriftOutcome): Promise<void> {
    const { drift, driftReports, owner } = this.#options;
    const nextAt = this.#nextAt(outcome.kind === 'failed' ? RETRY_SHARE : 1);
    const settled = await drift.settle(due, outcome, { owner, nextAt });
    if (settled.stored) await driftReports.report(due, settled);
  }

  #nextAt(share: number): Date {
    const spread = 1 + JITTER * (2 * Math.random() - 1);
    const waitMs = this.#options.config.drift.everyMs * share * spread;
    return new Date(Date.now() + waitMs);
  }

  #holder() {
    const until = new Date(Date.now() + LEASE_MS);
    return { owner: this.#options.owner, until };
  }

  async #renew(): Promise<void> {
    const { driftLeases, logger } = this.#options;
    for (const [stackId, controller] of this.#checking) {
      try {
        const kept = await driftLeases.renew(stackId, this.#holder());
        if (!kept) controller.abort();
      } catch (error) {
        logger.warn(
          `The lease of the look at ${stackId} could not be renewed`,
          toError(error),
        );
      }
    }
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
