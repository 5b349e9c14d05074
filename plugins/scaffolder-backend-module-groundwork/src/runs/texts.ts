// SPDX-License-Identifier: Apache-2.0
import type { PlanSummary } from '@groundwork/backstage-plugin-groundwork-common';

/** Where a person looks at all runs. */
export function runsUrl(appBaseUrl: string): string {
  return `${appBaseUrl.replace(/\/+$/, '')}/aws-stacks/runs`;
}

/** Where a person looks at a run. */
export function runUrl(appBaseUrl: string, runId: string): string {
  return `${runsUrl(appBaseUrl)}/${runId}`;
}

/** The counts of a plan in one line, without any value. */
export function describeSummary(summary: PlanSummary): string {
  const counts = [
    `${summary.create} to create`,
    `${summary.update} to update`,
    `${summary.replace} to replace`,
    `${summary.delete} to delete`,
    ...(summary.import > 0 ? [`${summary.import} to import`] : []),
    ...(summary.forget > 0 ? [`${summary.forget} to forget`] : []),
  ];
  return counts.join(', ');
}
