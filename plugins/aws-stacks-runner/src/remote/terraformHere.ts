// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { basename, delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { JobError } from '../job/context';
import { REMOTE_VARIABLES, type RemotePayload } from './contract';
import type { Environment } from './openRemoteJob';

const run = promisify(execFile);
const versionSchema = z.object({ terraform_version: z.string() });

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findBinary(named: string, env: Environment): string {
  const given = env[REMOTE_VARIABLES.terraform];
  const candidates = given
    ? [given]
    : (env.PATH ?? '')
        .split(delimiter)
        .filter(isAbsolute)
        .map(folder => join(folder, basename(named)));
  const found = candidates.find(isExecutable);
  if (found) return found;
  throw new JobError(
    `${given ?? basename(named)} was not found where the job runs`,
    `Install it in the image of the builds, or set ${REMOTE_VARIABLES.terraform} of the project`,
  );
}

async function checkVersion(
  binary: string,
  versions: readonly string[],
): Promise<void> {
  const { stdout } = await run(binary, ['version', '-json'], {
    env: { CHECKPOINT_DISABLE: '1' },
    timeout: 60_000,
  });
  const version = versionSchema.parse(JSON.parse(stdout)).terraform_version;
  if (versions.includes(version)) return;
  throw new JobError(
    `${binary} is version ${version}, but groundwork.stacks.terraform.versions allows ${versions.join(
      ', ',
    )}`,
    'Install one of them in the image of the builds, or allow this one',
  );
}

/** The settings of Terraform with the paths of this machine in place of the backend's. */
export async function terraformHere(
  { job, terraformVersions }: RemotePayload,
  env: Environment,
): Promise<RemotePayload['job']['terraform']> {
  if (!job.terraform) return undefined;
  const binary = findBinary(job.terraform.binary, env);
  if (terraformVersions) await checkVersion(binary, terraformVersions);
  const providerMirror = env[REMOTE_VARIABLES.providerMirror];
  return { ...job.terraform, binary, providerMirror };
}
