// SPDX-License-Identifier: Apache-2.0
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { seal } from '../seal';
import type { JobObjects } from './JobObjects';
import { type RemoteJobName, eventsObject, remotePurposes } from './contract';

const PIECE_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

/** Puts what the runner appends to `events.ndjson` into S3, piece by piece, sealed. */
export class EventShipper {
  readonly #path: string;
  readonly #key: Buffer;
  readonly #name: RemoteJobName;
  readonly #objects: JobObjects;
  #offset = 0;

  static create(options: {
    path: string;
    key: Buffer;
    name: RemoteJobName;
    objects: JobObjects;
  }): EventShipper {
    return new EventShipper(options);
  }

  private constructor(options: {
    path: string;
    key: Buffer;
    name: RemoteJobName;
    objects: JobObjects;
  }) {
    this.#path = options.path;
    this.#key = options.key;
    this.#name = options.name;
    this.#objects = options.objects;
  }

  /** Ships all complete lines that are there. What could not be shipped is shipped the next time. */
  async ship(): Promise<void> {
    for (;;) {
      const piece = this.#read();
      if (piece.length === 0) return;
      await this.#objects.write(
        eventsObject(this.#offset),
        seal(piece, this.#key, remotePurposes.events(this.#name, this.#offset)),
      );
      this.#offset += piece.length;
    }
  }

  /** The next complete lines, or a whole piece of one that is longer. */
  #read(): Buffer {
    if (!existsSync(this.#path)) return Buffer.alloc(0);
    const file = openSync(this.#path, 'r');
    try {
      const buffer = Buffer.alloc(PIECE_BYTES);
      const count = readSync(file, buffer, 0, PIECE_BYTES, this.#offset);
      const end = buffer.subarray(0, count).lastIndexOf(NEWLINE) + 1;
      const isLong = end === 0 && count === PIECE_BYTES;
      return buffer.subarray(0, isLong ? count : end);
    } finally {
      closeSync(file);
    }
  }
}
