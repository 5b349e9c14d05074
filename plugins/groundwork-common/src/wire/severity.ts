// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/**
 * Severities from least to most severe; the position is the rank, 0–4.
 *
 * @public
 */
export const SEVERITIES = [
  'informational',
  'low',
  'medium',
  'high',
  'critical',
] as const;

/**
 * See {@link SEVERITIES}.
 *
 * @public
 */
export const severitySchema = z.enum(SEVERITIES);

/**
 * See {@link SEVERITIES}.
 *
 * @public
 */
export type Severity = z.infer<typeof severitySchema>;

/**
 * The rank of a severity: 0 for informational, 4 for critical.
 *
 * @public
 */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}
