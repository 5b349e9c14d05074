// SPDX-License-Identifier: Apache-2.0
import { JobError } from '../job/context';
import { type PlanJson, planJsonSchema } from './planJson';
import type { TerraformSession } from './session';

/** The saved plan as JSON, in the form that this runner knows. */
export async function readPlan({
  cli,
  workspace,
}: TerraformSession): Promise<PlanJson> {
  const shown = await cli.run(['show', '-json', workspace.planFile]);
  if (shown.code !== 0) {
    throw new JobError(`The saved plan could not be read: ${shown.stderr}`);
  }
  const parsed = planJsonSchema.safeParse(JSON.parse(shown.stdout));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new JobError(
    `The plan has a form this runner does not know: ${issue.path.join('.')} ${
      issue.message
    }`,
    'Use a Terraform or OpenTofu release that writes plan format 1.x',
  );
}
