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

async function terraformVariables(terraform, env) {
  return {
    GROUNDWORK_TERRAFORM: terraform.binary,
    ...(await terraformEnvironment(env)),
  };
}

/** Tests look for programs on the PATH, as users have them: Terraform's own folder, and cfn-lint beside our Python. */
function searchPath(env, python, terraform) {
  return [
    terraform.ok && dirname(terraform.binary),
    env.PATH,
    python.ok && dirname(python.python),
  ]
    .filter(Boolean)
    .join(delimiter);
}

async function findTools(env) {
  const [python, terraform] = await Promise.all([
    ensurePython({ env }),
    findTerraform(env),
  ]);
  return {
    python,
    terraform,
    env: {
      ...env,
      PATH: searchPath(env, python, terraform),
      ...(python.ok && { GROUNDWORK_PYTHON: python.python }),
      ...(terraform.ok && (await terraformVariables(terraform, env))),
    },
  };
}

let found;

/** The Python of the emulator and the Terraform with its providers, as environment for what uses them; looked for once. */
export function toolEnvironment(env) {
  found ??= findTools(env);
  return found;
}
