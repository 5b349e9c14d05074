// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import {
  REMOTE_OBJECTS,
  type RunnerResult,
  eventsObject,
  eventsOffset,
  open,
  remotePurposes,
  remoteTakenSchema,
  runKey,
  runnerResultSchema,
  seal,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { JobBucket } from '../sources/JobBucket';
import type { RemoteFolder } from './RemoteFolder';

/** What `seal` adds to what it seals. */
const SEAL_BYTES = 32;
const SPACE = 0x20;
const NEWLINE = 0x0a;

/** Brings what a build has put into the bucket into the folder of its job. */
export class JobMirror {
  readonly #bucket: JobBucket;
  readonly #folder: RemoteFolder;
  readonly #key: Buffer;
  readonly #prefix: string;
  #offset = 0;
  #beat = '';
  /** When the heartbeat was last seen to have changed, by our own clock. */
  #beatSeenAt = 0;
  #isTaken = false;
  #problem: string | undefined;
  #hasResult = false;

  static create(options: {
    bucket: JobBucket;
    folder: RemoteFolder;
    /** What bundles and plans are sealed with here. */
    key: Buffer;
    prefix: string;
  }): JobMirror {
    return new JobMirror(options);
  }

  private constructor(options: {
    bucket: JobBucket;
    folder: RemoteFolder;
    key: Buffer;
    prefix: string;
  }) {
    this.#bucket = options.bucket;
    this.#folder = options.folder;
    this.#key = runKey(options.key, options.folder.name.runId);
    this.#prefix = options.prefix;
  }

  /** Whether somebody has taken the job, so that it may have been begun. */
  get isTaken(): boolean {
    return this.#isTaken;
  }

  get hasResult(): boolean {
    return this.#hasResult;
  }

  /** Why what is there is not believed. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Whether the program was seen to be alive within the last time. */
  beatWithin(milliseconds: number): boolean {
    return Date.now() - this.#beatSeenAt < milliseconds;
  }

  /** Events come before the result: whoever sees the result has all of them. */
  async pull(): Promise<void> {
    const listed = await this.#bucket.list(
      `${this.#prefix}${REMOTE_OBJECTS.out}`,
      // A first look reads all; later ones begin where the last one has ended.
      this.#offset > 0 ? `${this.#prefix}${this.#lastPiece()}` : undefined,
    );
    const names = new Map(
      listed.map(each => [each.key.slice(this.#prefix.length), each]),
    );
    for (const name of names.keys()) await this.#pullEvents(name);
    const beat = names.get(REMOTE_OBJECTS.heartbeat);
    if (beat) this.#noteBeat(`${beat.etag}@${beat.changedAt}`);
    this.#isTaken ||= names.has(REMOTE_OBJECTS.taken);
    if (names.has(REMOTE_OBJECTS.result)) await this.#pullResult();
  }

  /** The build that has taken the job. */
  async takenBy(): Promise<string | undefined> {
    const bytes = await this.#bucket.read(
      `${this.#prefix}${REMOTE_OBJECTS.taken}`,
    );
    if (!bytes) return undefined;
    const taken = remoteTakenSchema.safeParse(parseJson(bytes));
    return taken.data?.by;
  }

  /**
   * Ends a job that nobody has begun: from now on nobody can. False when somebody has taken it meanwhile.
   */
  async end(result: RunnerResult): Promise<boolean> {
    const { name } = this.#folder;
    const taken = { by: 'backend', at: result.finishedAt };
    const isOurs = await this.#bucket.claim(
      `${this.#prefix}${REMOTE_OBJECTS.taken}`,
      JSON.stringify(taken),
      name.runId,
    );
    this.#isTaken = true;
    if (!isOurs) return false;
    const text = JSON.stringify(result);
    await this.#bucket.write(
      `${this.#prefix}${REMOTE_OBJECTS.result}`,
      seal(Buffer.from(text), this.#key, remotePurposes.result(name)),
      name.runId,
    );
    await this.#folder.writeResult(text);
    this.#hasResult = true;
    return true;
  }

  async askToStop(): Promise<void> {
    await this.#bucket.write(
      `${this.#prefix}${REMOTE_OBJECTS.cancel}`,
      new Date().toISOString(),
      this.#folder.name.runId,
    );
  }

  #lastPiece(): string {
    return eventsObject(this.#offset - 1);
  }

  #noteBeat(beat: string): void {
    if (beat === this.#beat) return;
    this.#beat = beat;
    this.#beatSeenAt = Date.now();
  }

  async #pullEvents(name: string): Promise<void> {
    const offset = eventsOffset(name);
    if (offset === undefined || offset !== this.#offset) return;
    const sealed = await this.#bucket.read(`${this.#prefix}${name}`);
    if (!sealed || sealed.length <= SEAL_BYTES) return;
    const bytes = this.#openEvents(sealed, offset);
    await this.#folder.writeEvents(offset, bytes);
    this.#offset = offset + bytes.length;
  }

  /** A piece that somebody has changed is left out: a line that cannot be read stands in its place. */
  #openEvents(sealed: Buffer, offset: number): Buffer {
    try {
      return open(
        sealed,
        this.#key,
        remotePurposes.events(this.#folder.name, offset),
      );
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const blank = Buffer.alloc(sealed.length - SEAL_BYTES, SPACE);
      blank[0] = 'x'.charCodeAt(0);
      blank[blank.length - 1] = NEWLINE;
      return blank;
    }
  }

  async #pullResult(): Promise<void> {
    if (this.#hasResult) return;
    const sealed = await this.#bucket.read(
      `${this.#prefix}${REMOTE_OBJECTS.result}`,
    );
    if (!sealed) return;
    const result = this.#openResult(sealed);
    if (!result) {
      this.#problem =
        'its result in the bucket of the jobs was changed, or was written by somebody else';
      return;
    }
    await this.#folder.writeResult(JSON.stringify(result));
    this.#hasResult = true;
  }

  #openResult(sealed: Buffer): RunnerResult | undefined {
    const { job, name } = this.#folder;
    try {
      const bytes = open(sealed, this.#key, remotePurposes.result(name));
      const result = runnerResultSchema.safeParse(parseJson(bytes)).data;
      const isOfJob = result?.runId === job.runId && result.kind === job.kind;
      return isOfJob ? result : undefined;
    } catch (error) {
      if (error instanceof InputError) return undefined;
      throw error;
    }
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
