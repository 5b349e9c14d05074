// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { FindingProblem } from '../../store/records';

/** ASFF is open: what is not known is kept, and nothing is required. */
const objectSchema = z.looseObject({});
const textSchema = z.string();
const listSchema = z.array(z.unknown());

/** Reads the fields of a finding one by one; a field that cannot be read becomes a problem, never an error. */
export class FieldReader {
  readonly #problems = new Map<string, FindingProblem>();

  static create(): FieldReader {
    return new FieldReader();
  }

  private constructor() {}

  /** What was noted so far, each field once. */
  get problems(): FindingProblem[] {
    return [...this.#problems.values()];
  }

  /** Notes that a field could not be understood. */
  note(code: string, field: string, hint: string): void {
    this.#problems.set(`${code} ${field}`, { code, field, hint });
  }

  /** An object; an absent one is empty, another thing is a problem. */
  object(value: unknown, field: string): Record<string, unknown> {
    return this.optional(objectSchema, value, field) ?? {};
  }

  /** A value of this shape; `undefined` when it is absent, and with a problem when it is something else. */
  optional<T extends z.ZodType>(
    schema: T,
    value: unknown,
    field: string,
  ): z.output<T> | undefined {
    if (value === undefined || value === null) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    this.note('unclear-field', field, `${field} is left out`);
    return undefined;
  }

  /** A text that is not empty; `undefined` when it is absent or empty. */
  text(value: unknown, field: string): string | undefined {
    const text = this.optional(textSchema, value, field);
    return text === undefined || text === '' ? undefined : storable(text);
  }

  /** The texts of a list; an item that is none is a problem and left out. */
  texts(value: unknown, field: string): string[] {
    return this.list(value, field).flatMap(
      item => this.text(item, `${field}[]`) ?? [],
    );
  }

  /** A list; an absent one is empty, another thing is a problem. */
  list(value: unknown, field: string): unknown[] {
    return this.optional(listSchema, value, field) ?? [];
  }
}

/** PostgreSQL keeps no NUL characters in text. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}
