// SPDX-License-Identifier: Apache-2.0
import {
  type Severity,
  severitySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import type { FieldReader } from './FieldReader';

const CODE = 'unclear-severity';

/** Lower bounds of Security Hub's `Severity.Normalized`, 0 to 100. */
const NORMALIZED: readonly (readonly [number, Severity])[] = [
  [90, 'critical'],
  [70, 'high'],
  [40, 'medium'],
  [1, 'low'],
  [0, 'informational'],
];

/** Lower bounds of GuardDuty's own severity, 1.0 to 10.0. */
const GUARD_DUTY: readonly (readonly [number, Severity])[] = [
  [9, 'critical'],
  [7, 'high'],
  [4, 'medium'],
  [1, 'low'],
];

const numberSchema = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number),
]);

/**
 * The severity of a finding: `Label`, else `Normalized`, else GuardDuty's own in `Original`, else informational. Whatever
 * is not plain is a problem.
 */
export function readSeverity(
  reader: FieldReader,
  raw: unknown,
  { guardDuty }: { guardDuty: boolean },
): Severity {
  const given = reader.object(raw, 'Severity');
  const label = readLabel(given.Label);
  if (label) return label;
  const fallback =
    readNumber(given.Normalized, 100, NORMALIZED) ??
    (guardDuty ? readNumber(given.Original, 10, GUARD_DUTY) : undefined);
  if (fallback === undefined || isGiven(given.Label)) {
    const shown = fallback ?? 'informational';
    reader.note(
      CODE,
      'Severity',
      `Severity.Label should be INFORMATIONAL, LOW, MEDIUM, HIGH or CRITICAL; shown as ${shown}`,
    );
    return shown;
  }
  return fallback;
}

function readLabel(value: unknown): Severity | undefined {
  return typeof value === 'string'
    ? severitySchema.safeParse(value.trim().toLowerCase()).data
    : undefined;
}

function readNumber(
  value: unknown,
  most: number,
  bounds: readonly (readonly [number, Severity])[],
): Severity | undefined {
  const { data } = numberSchema.safeParse(value);
  if (data === undefined || data > most) return undefined;
  return bounds.find(([least]) => data >= least)?.[1];
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
