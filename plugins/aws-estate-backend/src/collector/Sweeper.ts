// SPDX-License-Identifier: Apache-2.0
import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { SweepTarget } from '@groundwork/backstage-plugin-groundwork-common';
import type { EstateConfig } from '../config/EstateConfig';
import type { AccountDirectory } from '../service/AccountDirectory';
import { toProblem } from '../sources/toProblem';
import type { SweepsStore } from '../store/SweepsStore';
import type { EstateSweep } from './EstateSweep';

/** The scheduler's task that sweeps what is due. */
export const SWEEP_TASK = 'estate-sweep';

/** Accounts and Regions that are swept at once. */
const AT_ONCE = 6;

/** The first wait after a failure; it doubles with each. */
const FIRST_WAIT_MS = 60_000;
const MAX_DOUBLINGS = 10;

interface Parts {
  config: EstateConfig;
  directory: AccountDirectory;
  logger: LoggerService;
  scheduler: SchedulerService;
  sweep: EstateSweep;
  sweeps: SweepsStore;
}

/** Sweeps what is due, one failure apart from the other. The scheduler runs it in one replica at a time. */
export class Sweeper {
  readonly #parts: Parts;

  static create(parts: Parts): Sweeper {
    return new Sweeper(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Sweeps all that is due; ends when all of it was tried, or at the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const { directory, sweeps } = this.#parts;
    const targets = await directory.targets();
    const waiting = await sweeps.due(targets, new Date().toISOString());
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        if (signal.aborted) return;
        await this.#sweepOne(next, signal);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** Makes targets due and has them taken up now. Does not wait for them. */
  async trigger(targets: readonly SweepTarget[]): Promise<void> {
    const { logger, scheduler, sweeps } = this.#parts;
    await sweeps.makeDue(targets, new Date().toISOString());
    scheduler.triggerTask(SWEEP_TASK).catch(error => {
      // It runs already: what is due now is taken up a minute later.
      logger.debug(`The sweep was not started: ${stringifyError(error)}`);
    });
  }

  async #sweepOne(target: SweepTarget, signal: AbortSignal): Promise<void> {
    const { config, logger, sweep, sweeps } = this.#parts;
    const everyMs = durationToMilliseconds(config.sweepEvery);
    const startedAt = new Date().toISOString();
    await sweeps.started(target, startedAt);
    try {
      await sweep.sweep(target, signal);
      await sweeps.succeeded(target, { startedAt, nextRunAt: after(everyMs) });
    } catch (error) {
      const failures = (await sweeps.failures(target)) + 1;
      const doublings = Math.min(failures - 1, MAX_DOUBLINGS);
      const waitMs = Math.min(FIRST_WAIT_MS * 2 ** doublings, everyMs);
      const problem = toProblem(error, target, 'tag:GetResources');
      logger.warn(`The sweep failed: ${problem.hint}`);
      await sweeps.failed(target, {
        problem,
        failures,
        nextRunAt: after(waitMs),
      });
    }
  }
}

function after(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}
