// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { CronTime } from 'cron';

/** A stretch of time, in ISO instants. */
export interface TimeWindow {
  from: string;
  until: string;
}

/** How many windows that run into each other are taken for one; what is longer looks again at its end. */
const MOST_JOINED = 400;

/** A stretch of time that comes again and again: it begins by a cron expression, in a time zone, and lasts so long. */
export class RecurringWindow {
  readonly #cron: CronTime;
  readonly #timeZone: string;
  readonly #durationMs: number;

  /** Throws when the expression or the time zone is none, or never comes. */
  static create(options: {
    cron: string;
    timeZone: string;
    durationMs: number;
  }): RecurringWindow {
    if (options.durationMs < 1_000) {
      throw new InputError('duration must be at least a second');
    }
    const window = new RecurringWindow(options);
    window.#nextStart(Date.now());
    return window;
  }

  private constructor(options: {
    cron: string;
    timeZone: string;
    durationMs: number;
  }) {
    this.#cron = new CronTime(options.cron, options.timeZone);
    this.#timeZone = options.timeZone;
    this.#durationMs = options.durationMs;
  }

  /** The window that is on, if one is, and the next one after that. */
  around(nowMs: number): TimeWindow[] {
    const current = this.#window(this.#nextStart(nowMs - this.#durationMs));
    if (Date.parse(current.from) > nowMs) return [current];
    return [current, this.#window(this.#nextStart(Date.parse(current.until)))];
  }

  /** A window that begins before this one ends makes it longer. */
  #window(startMs: number): TimeWindow {
    let lastStart = startMs;
    for (let joined = 0; joined < MOST_JOINED; joined += 1) {
      const next = this.#nextStart(lastStart);
      if (next > lastStart + this.#durationMs) break;
      lastStart = next;
    }
    return {
      from: new Date(startMs).toISOString(),
      until: new Date(lastStart + this.#durationMs).toISOString(),
    };
  }

  /** When the next window begins after an instant. */
  #nextStart(afterMs: number): number {
    return this.#cron
      .getNextDateFrom(new Date(afterMs), this.#timeZone)
      .toMillis();
  }
}
