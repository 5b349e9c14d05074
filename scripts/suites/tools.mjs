// SPDX-License-Identifier: Apache-2.0
import { delimiter, dirname } from 'node:path';
import { ensureAwsProvider } from '../lib/awsProvider.mjs';
import { ensurePython } from '../lib/python.mjs';
import {
  ensureTerraform,
  terraformEnvironment,
  userHasMirror,
} from '../lib/terraform.mjs';

/** Terraform with its providers; a test that runs it needs both. */
async function findTerraform(env) {
  const terraform = await ensureTerraform(env);
  if (!terraform.ok || userHasMirror(env)) return terraform;
  const provider = await ensureAwsProvider(env);
  return provider.ok ? terraform : provider;
}

async function environmentOf(terraform, env) {
  return {
    // Tests look for it on the PATH, as users have it.
    PATH: [dirname(terraform.binary), env.PATH].join(delimiter),
    GROUNDWORK_TERRAFORM: terraform.binary,
    ...(await terraformEnvironment(env)),
  };
}

/** The Python of the emulator and the Terraform with its providers, as environment for what uses them. */
export async function toolEnvironment(env) {
  const [python, terraform] = await Promise.all([
    ensurePython({ env }),
    findTerraform(env),
  ]);
  return {
    python,
    terraform,
    env: {
      ...env,
      ...(python.ok && { GROUNDWORK_PYTHON: python.python }),
      ...(terraform.ok && (await environmentOf(terraform, env))),
    },
  };
}
