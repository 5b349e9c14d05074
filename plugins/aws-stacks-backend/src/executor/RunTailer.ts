// SPDX-License-Identifier: Apache-2.0
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { isError } from '@backstage/errors';
import {
  JOB_FILES,
  type RunnerEvent,
  runnerEventSchema,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { EventsStore, NewRunEvent } from '../store/EventsStore';

/** How much is read and stored in one step. */
const CHUNK_BYTES = 1024 * 1024;

type Phase = Extract<RunnerEvent, { kind: 'phase' }>['phase'];

/** Where the lines go to. */
export interface RunTailerOptions {
  runId: string;
  leaseOwner: string;
  folder: string;
  /** Up to where the file is stored already. */
  offset: number;
  events: EventsStore;
  /** Called for each phase before the lines around it are stored; may be called again after a restart. */
  onPhase: (phase: Phase) => Promise<void>;
}

/** Moves the lines that a runner appends to its `events.ndjson` into the database, each exactly once. */
export class RunTailer {
  readonly #options: RunTailerOptions;
  #offset: number;

  static create(options: RunTailerOptions): RunTailer {
    return new RunTailer(options);
  }

  private constructor(options: RunTailerOptions) {
    this.#options = options;
    this.#offset = options.offset;
  }

  /**
   * Stores all complete lines that are there.
   *
   * @returns false when the run has become somebody else's
   */
  async drain(): Promise<boolean> {
    for (;;) {
      const chunk = await this.#readChunk();
      if (!chunk) return true;
      const { events, phases } = parseLines(chunk.text);
      for (const phase of phases) await this.#options.onPhase(phase);
      const stored = await this.#options.events.addFromJob({
        runId: this.#options.runId,
        leaseOwner: this.#options.leaseOwner,
        fromOffset: this.#offset,
        toOffset: this.#offset + chunk.bytes,
        events,
      });
      if (!stored) return false;
      this.#offset += chunk.bytes;
    }
  }

  /** The next complete lines. A line that fills a whole chunk is given up. */
  async #readChunk(): Promise<{ text: string; bytes: number } | undefined> {
    const file = await openIfThere(
      join(this.#options.folder, JOB_FILES.events),
    );
    if (!file) return undefined;
    try {
      const buffer = Buffer.alloc(CHUNK_BYTES);
      const { bytesRead } = await file.read(
        buffer,
        0,
        CHUNK_BYTES,
        this.#offset,
      );
      const end = buffer.lastIndexOf(0x0a, bytesRead - 1) + 1;
      if (bytesRead > 0 && end > 0) {
        return { text: buffer.toString('utf8', 0, end), bytes: end };
      }
      return bytesRead === CHUNK_BYTES
        ? { text: 'a line that is too long', bytes: bytesRead }
        : undefined;
    } finally {
      await file.close();
    }
  }
}

async function openIfThere(path: string) {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseLines(text: string): { events: NewRunEvent[]; phases: Phase[] } {
  const events: NewRunEvent[] = [];
  const phases: Phase[] = [];
  let unreadable = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const event = parseLine(line);
    if (!event) unreadable += 1;
    else if (event.kind === 'phase') phases.push(event.phase);
    else events.push(event);
  }
  if (unreadable > 0) events.push(unreadableNote(unreadable));
  return { events, phases };
}

function parseLine(line: string): RunnerEvent | undefined {
  try {
    return runnerEventSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function unreadableNote(lines: number): NewRunEvent {
  return {
    kind: 'note',
    at: new Date().toISOString(),
    level: 'warning',
    message: `${lines} line(s) of the runner could not be read and are left out`,
  };
}
