// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 240_000;
const POLL_MS = 50;

/** Reads again and again until what was read holds; says what was read last when it never does. */
export async function eventually<T>(
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  show: (value: T) => string,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`Still ${show(value)}`);
    await sleep(POLL_MS);
  }
}
