// SPDX-License-Identifier: Apache-2.0

import { setTimeout as sleep } from 'node:timers/promises';

/** Why a job is stopped before its end. */
export type InterruptionCause = 'signal' | 'timeout';

/** Thrown where work would go on although the job was interrupted. */
export class InterruptedError extends Error {
  readonly name = 'InterruptedError';
}

/** Signals to the runner and the end of its time, as one thing to wait for. */
export class Interruption {
  readonly #controller = new AbortController();
  #cause: InterruptionCause | undefined;
  #timer: NodeJS.Timeout | undefined;

  static create(): Interruption {
    return new Interruption();
  }

  private constructor() {}

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get cause(): InterruptionCause | undefined {
    return this.#cause;
  }

  /** Listens to SIGINT, SIGTERM and SIGHUP. */
  listen(): void {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.on(name, () => this.interrupt('signal'));
    }
    // The session that started the runner may end; that is not a wish to stop.
    process.on('SIGHUP', () => undefined);
  }

  limit(timeoutSeconds: number): void {
    this.#timer = setTimeout(
      () => this.interrupt('timeout'),
      timeoutSeconds * 1_000,
    );
    this.#timer.unref();
  }

  interrupt(cause: InterruptionCause): void {
    this.#cause ??= cause;
    this.#controller.abort();
  }

  throwIfInterrupted(): void {
    if (this.#cause) throw new InterruptedError(this.describe());
  }

  describe(): string {
    return this.#cause === 'timeout'
      ? 'The job took longer than it may and was interrupted'
      : 'The job was cancelled';
  }

  /** Waits, or ends at once when the job is interrupted. */
  async pause(milliseconds: number): Promise<void> {
    this.throwIfInterrupted();
    await sleep(milliseconds, undefined, { signal: this.signal }).catch(
      () => undefined,
    );
    this.throwIfInterrupted();
  }
}
