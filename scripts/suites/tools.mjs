// SPDX-License-Identifier: Apache-2.0
import { ensurePython } from '../lib/python.mjs';
import { ensureTerraform, terraformEnvironment } from '../lib/terraform.mjs';

/** The Python of the emulator and the Terraform with its providers, as environment for what uses them. */
export async function toolEnvironment(env) {
  const [python, terraform] = await Promise.all([
    ensurePython({ env }),
    ensureTerraform(env),
  ]);
  return {
    python,
    terraform,
    env: {
      ...env,
      ...(python.ok && { GROUNDWORK_PYTHON: python.python }),
      ...(terraform.ok && {
        GROUNDWORK_TERRAFORM: terraform.binary,
        ...terraformEnvironment(env),
      }),
    },
  };
}
