// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/**
 * What makes a change need more care: something is replaced; something that holds data is deleted or replaced; somebody may
 * do more than before; a policy was overridden; the whole stack goes; a run that imports changes something else besides.
 *
 * @public
 */
export const runRiskSchema = z.enum([
  'replace',
  'delete-stateful',
  'iam-broadening',
  'policy-override',
  'destroy',
  'import-extra',
]);

/**
 * See {@link runRiskSchema}.
 *
 * @public
 */
export type RunRisk = z.infer<typeof runRiskSchema>;
