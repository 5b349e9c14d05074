// SPDX-License-Identifier: Apache-2.0
import type { FindingChange } from '@groundwork/backstage-plugin-groundwork-common';

/** A row of `finding_history`. */
export interface HistoryRow {
  finding_id: string;
  at: string;
  field: FindingChange['field'];
  from_value: string | null;
  to_value: string;
}

type States = Partial<Record<FindingChange['field'], string>>;

const FIELDS: readonly FindingChange['field'][] = [
  'severity',
  'workflowStatus',
  'recordState',
  'complianceStatus',
];

/** One row for each state that is another one now. A compliance that is gone is no change: there is nothing to go to. */
export function changesOf(
  findingId: string,
  before: States,
  after: States,
  at: string,
): HistoryRow[] {
  return FIELDS.flatMap(field => {
    const to = after[field];
    const from = before[field];
    if (to === undefined || to === from) return [];
    return [
      {
        finding_id: findingId,
        at,
        field,
        from_value: from ?? null,
        to_value: to,
      },
    ];
  });
}
