// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/** Numbers from 0 up to 1; the same seed gives the same sequence. */
export type Random = () => number;

/** A small generator (mulberry32), good enough for test data and nothing else. */
export function makeRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 4_294_967_296;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of some values. */
export function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)];
}

/** Hex digits that follow from a text. */
export function hexOf(text: string, digits = 32): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}

/** A UUID that follows from a text. */
export function uuidOf(text: string): string {
  const hex = hexOf(text);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}

/** A generator that follows from a text. */
export function randomOf(text: string): Random {
  return makeRandom(parseInt(hexOf(text, 8), 16));
}
