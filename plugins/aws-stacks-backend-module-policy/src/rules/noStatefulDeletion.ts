// SPDX-License-Identifier: Apache-2.0
import {
  type ResourceChange,
  holdsData,
  policyLevelSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import { type Objection, defineRule } from './Rule';

const optionsSchema = z.strictObject({
  /** Types that may go, as Terraform or CloudFormation names them. */
  exceptTypes: z.array(z.string()).default([]),
  /** More types that hold data. */
  alsoTypes: z.array(z.string()).default([]),
  /** What it counts at most in a run that destroys the whole stack: to delete is what that run was asked for. */
  destroyAtMost: policyLevelSchema.default('soft'),
});

/** What holds data is neither deleted nor replaced. */
export const noStatefulDeletion = defineRule({
  id: 'no-stateful-deletion',
  levels: { development: 'soft', staging: 'soft', production: 'hard' },
  options: optionsSchema,
  check({ run, plan }, { exceptTypes, alsoTypes, destroyAtMost }) {
    const isDestroyed = run.operation === 'destroy';
    return plan.resources
      .filter(({ action }) => action === 'delete' || action === 'replace')
      .filter(({ type }) => holdsData(type) || alsoTypes.includes(type))
      .filter(({ type }) => !exceptTypes.includes(type))
      .map(change => ({
        ...describe(change),
        ...(isDestroyed && { atMost: destroyAtMost }),
      }));
  },
});

function describe(change: ResourceChange): Objection {
  const { action, address, physicalId, type } = change;
  const which = physicalId ? ` (${physicalId})` : '';
  if (action === 'delete') {
    return {
      address,
      message: `${type}${which} is deleted, and the data in it is lost`,
      fix: 'Keep it in the source, or take it out of the state without deleting it (a removed block with destroy = false, DeletionPolicy Retain); back the data up first if it has to go',
    };
  }
  const reasons = change.attributes
    .filter(({ forcesReplacement }) => forcesReplacement)
    .map(({ path }) => path);
  const because =
    reasons.length > 0 ? `, because ${reasons.join(', ')} changes` : '';
  return {
    address,
    message: `${type}${which} is replaced${because}: a new one is made, and the data in the old one is lost`,
    fix: 'Leave what forces the replacement as it is, or make a second resource, move the data and delete the first in a later change',
  };
}
