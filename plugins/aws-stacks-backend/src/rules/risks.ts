// SPDX-License-Identifier: Apache-2.0
import {
  type PolicyReview,
  type ResourceChange,
  type RunRisk,
  holdsData,
  runRiskSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { PlannedRun } from '@groundwork/backstage-plugin-groundwork-node';

/** An import takes in what stands, and may bring that in line with the source; all else is more than it was asked for. */
function isExtra({ action, importId }: ResourceChange): boolean {
  if (action === 'update') return importId === undefined;
  return ['create', 'replace', 'delete', 'forget'].includes(action);
}

/** What makes a planned change need more care, in the order of the wire's list. */
export function risksOf(
  { run, plan }: PlannedRun,
  policy: PolicyReview,
): RunRisk[] {
  const gone = plan.resources.filter(({ action }) =>
    ['replace', 'delete'].includes(action),
  );
  const found: Record<RunRisk, boolean> = {
    replace: plan.summary.replace > 0,
    'delete-stateful': gone.some(({ type }) => holdsData(type)),
    'iam-broadening': plan.permissionChange === 'broadening',
    'policy-override': policy.override !== undefined,
    destroy: run.operation === 'destroy',
    'import-extra': run.imports !== undefined && plan.resources.some(isExtra),
  };
  return runRiskSchema.options.filter(risk => found[risk]);
}
