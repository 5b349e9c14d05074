// SPDX-License-Identifier: Apache-2.0
import type { AuditEntry } from '@groundwork/backstage-plugin-groundwork-common';

const COLUMNS = [
  'position',
  'id',
  'at',
  'actor',
  'action',
  'outcome',
  'stackId',
  'runId',
  'from',
  'to',
  'reason',
  'details',
  'previousHash',
  'hash',
] as const satisfies readonly (keyof AuditEntry)[];

/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;

export function auditCsvHeader(): string {
  return `${COLUMNS.join(',')}\r\n`;
}

/** One entry as a line of RFC 4180. A text that a spreadsheet would take for a formula has a `'` before it. */
export function auditCsvLine(entry: AuditEntry): string {
  return `${COLUMNS.map(column => toField(entry[column])).join(',')}\r\n`;
}

function toField(value: AuditEntry[keyof AuditEntry]): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(harmless)
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}
