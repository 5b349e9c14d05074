// SPDX-License-Identifier: Apache-2.0
import type { FieldReader } from './FieldReader';

/** The most that is kept of one finding; Security Hub itself allows 240 kB. */
export const MAX_EVIDENCE_BYTES = 256 * 1024;

/** Room for the note that says what was cut. */
const NOTE_BYTES = 4 * 1024;

/** The finding as JSON. Above 256 kB its largest fields are cut, and `GroundworkNote` says which. */
export function readEvidence(
  reader: FieldReader,
  raw: unknown,
  json: string,
): string {
  if (Buffer.byteLength(json) <= MAX_EVIDENCE_BYTES) return json;
  reader.note(
    'cut-evidence',
    'Evidence',
    `The finding is larger than ${MAX_EVIDENCE_BYTES} bytes; its largest fields were cut. Security Hub has all of it`,
  );
  return isObject(raw) ? cut(raw) : noteOnly();
}

/** JSON of any value; what JSON does not know is `null`, or text where it is a large whole number. */
export function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return toJsonSlowly(value);
  }
}

function toJsonSlowly(value: unknown): string {
  try {
    return (
      JSON.stringify(value, (_key, part) =>
        typeof part === 'bigint' ? String(part) : part,
      ) ?? 'null'
    );
  } catch {
    return 'null';
  }
}

/** Fields are kept from the smallest to the largest, as many as there is room for. */
function cut(raw: object): string {
  const fields = Object.entries(raw)
    .map(([name, value]) => ({ name, json: toJson(value) }))
    .map(field => ({ ...field, bytes: bytesOf(field) }))
    .sort((a, b) => a.bytes - b.bytes);
  let room = MAX_EVIDENCE_BYTES - NOTE_BYTES;
  const kept: string[] = [];
  const names: string[] = [];
  for (const { name, json, bytes } of fields) {
    if (bytes <= room) kept.push(`${JSON.stringify(name)}:${json}`);
    else names.push(name.slice(0, 100));
    room -= bytes;
  }
  const left = names.slice(0, 10).join(', ');
  const note = JSON.stringify(`Cut for its size: ${left}`);
  return `{${[...kept, `"GroundworkNote":${note}`].join(',')}}`;
}

function noteOnly(): string {
  return JSON.stringify({ GroundworkNote: 'Cut for its size' });
}

/** With its quotes, colon and comma. */
function bytesOf({ name, json }: { name: string; json: string }): number {
  return Buffer.byteLength(JSON.stringify(name)) + Buffer.byteLength(json) + 2;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
