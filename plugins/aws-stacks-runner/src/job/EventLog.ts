// SPDX-License-Identifier: Apache-2.0
import { appendFileSync } from 'node:fs';
import type { RunnerEvent } from '../protocol';
import type { Redactor } from '../redact';

/** The phase a job is in; an apply job goes on to verify. */
export type Phase = 'plan' | 'apply' | 'verify';

type Level = 'debug' | 'info' | 'warning' | 'error';

/** What became of one resource. */
export type ResourceProgress = Omit<
  Extract<RunnerEvent, { kind: 'resource' }>,
  'kind' | 'at' | 'phase'
>;

const LONGEST_MESSAGE = 16_384;

/** Writes `events.ndjson`, one masked event a line. */
export class EventLog {
  readonly #path: string;
  readonly #redactor: Redactor;
  #phase: Phase;

  static create(path: string, redactor: Redactor, phase: Phase): EventLog {
    return new EventLog(path, redactor, phase);
  }

  private constructor(path: string, redactor: Redactor, phase: Phase) {
    this.#path = path;
    this.#redactor = redactor;
    this.#phase = phase;
  }

  phase(phase: Phase): void {
    this.#phase = phase;
    this.#write({ kind: 'phase', at: now(), phase });
  }

  log(level: Level, message: string): void {
    this.#write({
      kind: 'log',
      at: now(),
      phase: this.#phase,
      level,
      message: this.#mask(message),
    });
  }

  resource(progress: ResourceProgress): void {
    this.#write({
      kind: 'resource',
      at: now(),
      phase: this.#phase,
      ...progress,
      address: this.#mask(progress.address),
      ...(progress.message ? { message: this.#mask(progress.message) } : {}),
    });
  }

  note(level: 'info' | 'warning' | 'error', message: string, hint?: string) {
    this.#write({
      kind: 'note',
      at: now(),
      level,
      message: this.#mask(message),
      ...(hint ? { hint: this.#mask(hint) } : {}),
    });
  }

  /** Masked before it is cut: half a secret is none that could be found. */
  #mask(text: string): string {
    return this.#redactor.text(text).slice(0, LONGEST_MESSAGE);
  }

  #write(event: RunnerEvent): void {
    appendFileSync(this.#path, `${JSON.stringify(event)}\n`, { mode: 0o600 });
  }
}

function now(): string {
  return new Date().toISOString();
}
