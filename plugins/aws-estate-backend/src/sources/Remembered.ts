// SPDX-License-Identifier: Apache-2.0

/** How long an answer about a source holds: one run of the sweep, not the next. */
const HOLDS_MS = 5 * 60_000;

/** Asks what is the same for many accounts and Regions once for all of them. */
export class Remembered<T> {
  readonly #answers = new Map<string, { at: number; answer: Promise<T> }>();

  async get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known && Date.now() - known.at < HOLDS_MS) return known.answer;
    const asked = { at: Date.now(), answer: ask() };
    this.#answers.set(key, asked);
    // What failed is asked again by the next.
    asked.answer.catch(() => this.#answers.delete(key));
    return asked.answer;
  }
}
