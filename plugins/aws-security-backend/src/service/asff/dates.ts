// SPDX-License-Identifier: Apache-2.0
import type { FieldReader } from './FieldReader';

/** ISO 8601 with a time zone, as ASFF wants it; the seconds may have a fraction. */
const INSTANT =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** No finding is older than AWS. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);

/** Clocks of products may be ahead of ours by so much. */
const AHEAD_MS = 24 * 60 * 60 * 1000;

/** The first of these fields that holds an instant, in UTC; else the collector's own time and a problem. */
export function readDate(
  reader: FieldReader,
  fields: readonly (readonly [string, unknown])[],
  at: string,
): string {
  const [[wanted]] = fields;
  for (const [field, value] of fields) {
    const instant = toInstant(value, at);
    if (instant && field === wanted) return instant;
    if (instant) {
      note(reader, wanted, `shown is ${field}`);
      return instant;
    }
  }
  note(reader, wanted, 'shown is when it was read');
  return at;
}

function note(reader: FieldReader, field: string, shown: string): void {
  reader.note(
    'unclear-date',
    field,
    `${field} should be an ISO 8601 instant; ${shown}`,
  );
}

function toInstant(value: unknown, at: string): string | undefined {
  const ms = value instanceof Date ? value.getTime() : parseText(value);
  const latest = Date.parse(at) + AHEAD_MS;
  return ms >= EARLIEST_MS && ms <= latest
    ? new Date(ms).toISOString()
    : undefined;
}

function parseText(value: unknown): number {
  return typeof value === 'string' && INSTANT.test(value)
    ? Date.parse(value)
    : NaN;
}
