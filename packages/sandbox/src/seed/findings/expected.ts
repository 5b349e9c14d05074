// SPDX-License-Identifier: Apache-2.0
import { FINDINGS_PLAN } from './plan';
import { SeededFinding } from './types';

/** Every finding the full seed imports, as Security Hub shows it afterwards. @public */
export function seededFindings(): readonly SeededFinding[] {
  return FINDINGS_PLAN.map(
    ({ resources, createdDaysAgo, updatedDaysAgo, withoutLabel, ...shown }) =>
      shown,
  );
}

/**
 * Entity ref → the ASFF ids of the findings that are the entity's own, sorted. Entities without findings are absent.
 *
 * @remarks
 * Stated by hand where each finding is planned; nothing here reads a tag, an ARN or an annotation.
 *
 * @public
 */
export function expectedFindings(): ReadonlyMap<string, readonly string[]> {
  const refs = new Set(FINDINGS_PLAN.flatMap(finding => finding.belongsTo));
  return new Map(
    [...refs].sort().map(ref => {
      const own = FINDINGS_PLAN.filter(each => each.belongsTo.includes(ref));
      return [ref, own.map(each => each.id).sort()];
    }),
  );
}
