// SPDX-License-Identifier: Apache-2.0
import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const POLL_MS = 20;
const CHUNK_BYTES = 65_536;

/** A file that a child writes its output to, and that is read while it grows. */
export class OutputFile {
  /** What the child is given. */
  readonly descriptor: number;
  readonly #path: string;
  readonly #onText: (text: string) => void;
  readonly #decoder = new StringDecoder('utf8');
  readonly #timer: NodeJS.Timeout;
  readonly #chunk = Buffer.alloc(CHUNK_BYTES);
  #position = 0;

  static create(path: string, onText: (text: string) => void): OutputFile {
    return new OutputFile(path, onText);
  }

  private constructor(path: string, onText: (text: string) => void) {
    this.#path = path;
    this.#onText = onText;
    // Appending, so that reading does not move where the child writes.
    this.descriptor = openSync(path, 'ax+', 0o600);
    this.#timer = setInterval(() => this.#read(), POLL_MS);
  }

  #read(): void {
    for (;;) {
      const count = readSync(
        this.descriptor,
        this.#chunk,
        0,
        CHUNK_BYTES,
        this.#position,
      );
      if (count === 0) return;
      this.#position += count;
      this.#onText(this.#decoder.write(this.#chunk.subarray(0, count)));
    }
  }

  /** Reads the rest and takes the file away. The child must have ended. */
  finish(): void {
    clearInterval(this.#timer);
    this.#read();
    this.#onText(this.#decoder.end());
    closeSync(this.descriptor);
    rmSync(this.#path, { force: true });
  }
}
