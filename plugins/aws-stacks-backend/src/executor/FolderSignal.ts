// SPDX-License-Identifier: Apache-2.0
import { type FSWatcher, watch } from 'node:fs';

/** Wakes a waiter when something in a folder changes, and after a while anyway: not all file systems tell. */
export class FolderSignal {
  readonly #watcher: FSWatcher | undefined;
  #changed = false;
  #wake: () => void = () => undefined;

  static watch(folder: string): FolderSignal {
    return new FolderSignal(folder);
  }

  private constructor(folder: string) {
    try {
      this.#watcher = watch(folder, { persistent: false }, () => this.poke());
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      this.#watcher = undefined;
    }
  }

  /** Ends the wait, now or when it begins. */
  poke(): void {
    this.#changed = true;
    this.#wake();
  }

  /** Resolves at the next change, or after the given time. */
  async wait(timeoutMs: number): Promise<void> {
    if (!this.#changed) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, timeoutMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#changed = false;
    this.#wake = () => undefined;
  }

  close(): void {
    this.#watcher?.close();
    this.poke();
  }
}
