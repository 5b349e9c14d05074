// SPDX-License-Identifier: Apache-2.0

/** Reads until it is right, for 30 seconds at most; answers what was read last. */
export async function eventually<T>(
  read: () => Promise<T>,
  isRight: (value: T) => boolean,
): Promise<T> {
  const end = Date.now() + 30_000;
  let value = await read();
  while (!isRight(value) && Date.now() < end) {
    await new Promise(done => setTimeout(done, 100));
    value = await read();
  }
  return value;
}
