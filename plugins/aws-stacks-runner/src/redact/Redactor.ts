// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@backstage/types';
import { SECRET_PATTERNS } from './patterns';
import { SHORTEST_ANYWHERE, secretForms } from './secretForms';

/** What stands where a secret was. */
export const MASK = '(sensitive value)';

const escapeRegExp = (text: string) =>
  text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** White space is matched loosely: diagnostics wrap and indent what they quote. */
function formPattern(form: string): string {
  const loose = form
    .split(/\s+/)
    .map(part => escapeRegExp(part))
    .join('[\\s│|]+');
  return form.length < SHORTEST_ANYWHERE
    ? `(?<![A-Za-z0-9_])${loose}(?![A-Za-z0-9_])`
    : loose;
}

/**
 * Takes secrets out of all that leaves the runner. It only ever learns; nothing is forgotten.
 *
 * @public
 */
export class Redactor {
  #forms = new Set<string>();
  #pattern: RegExp | undefined;

  static create(secrets: Iterable<string> = []): Redactor {
    const redactor = new Redactor();
    redactor.learn(secrets);
    return redactor;
  }

  private constructor() {}

  /** Adds values that must never be seen. */
  learn(secrets: Iterable<string>): void {
    for (const secret of secrets) {
      if (secret.trim() === '') continue;
      for (const form of secretForms(secret)) this.#forms.add(form);
    }
    const forms = [...this.#forms].sort((a, b) => b.length - a.length);
    this.#pattern =
      forms.length > 0
        ? new RegExp(forms.map(formPattern).join('|'), 'g')
        : undefined;
  }

  /** The text without secrets. */
  text(input: string): string {
    let output = this.#pattern ? input.replace(this.#pattern, MASK) : input;
    for (const pattern of SECRET_PATTERNS)
      output = output.replace(pattern, MASK);
    return output;
  }

  /** Whether a value, or a part of it, is a secret or looks like one. */
  touches(value: JsonValue | undefined): boolean {
    if (value === undefined || value === null || typeof value === 'boolean') {
      return false;
    }
    if (typeof value === 'object') {
      return Object.entries(value).some(
        ([key, item]) => this.touches(key) || this.touches(item),
      );
    }
    const text = String(value);
    return this.text(text) !== text;
  }

  /** The value with each text in it masked. */
  json(value: JsonValue): JsonValue {
    if (Array.isArray(value)) return value.map(item => this.json(item));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).flatMap(([key, item]) =>
          item === undefined ? [] : [[this.text(key), this.json(item)]],
        ),
      );
    }
    if (typeof value === 'number') return this.touches(value) ? MASK : value;
    return typeof value === 'string' ? this.text(value) : value;
  }
}
