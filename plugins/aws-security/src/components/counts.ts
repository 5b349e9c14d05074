// SPDX-License-Identifier: Apache-2.0
import {
  SEVERITIES,
  type FindingsSummary,
  type Severity,
  type SeverityCounts,
} from '@groundwork/backstage-plugin-groundwork-common';

/** The most severe first, as the list is sorted. */
export const MOST_SEVERE_FIRST: readonly Severity[] = [...SEVERITIES].reverse();

/** All severities together. */
export function sumOf(counts: SeverityCounts): number {
  return SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);
}

/** A number as far as it is known: a zero of a part is no zero. */
export function knownCount(
  count: number,
  known: FindingsSummary['known'],
): number | undefined {
  return known === 'all' || (known === 'part' && count > 0) ? count : undefined;
}
