// SPDX-License-Identifier: Apache-2.0
import { type AwsCredentials, jobCredentials } from '../aws/credentials';
import type { JobContext } from '../job/context';
import { endLeftovers } from '../job/leftovers';
import type { RunnerJob } from '../protocol';
import { type CommandEnd, TerraformCli } from './TerraformCli';
import { type LockFinding, lockAfterFailure } from './lock';
import { TerraformWorkspace } from './workspace';

/** What the steps of one Terraform job share. */
export interface TerraformSession<Job extends RunnerJob = RunnerJob> {
  context: JobContext<Job>;
  workspace: TerraformWorkspace;
  cli: TerraformCli;
  credentials: AwsCredentials;
}

/** Gets credentials and makes Terraform ready to be called. */
export async function openSession<Job extends RunnerJob>(
  context: JobContext<Job>,
  workspace: TerraformWorkspace,
): Promise<TerraformSession<Job>> {
  const { job, events } = context;
  const ended = await endLeftovers(job.context.stackId, job.graceSeconds);
  if (ended > 0) {
    events.note(
      'warning',
      `${ended} processes of an earlier run of this stack were still there without their runner, and were ended`,
    );
  }
  return openReadingSession(context, workspace);
}

/** As {@link openSession}, for a job that stands in nobody's way: what an earlier run has left is not its business. */
export async function openReadingSession<Job extends RunnerJob>(
  context: JobContext<Job>,
  workspace: TerraformWorkspace,
): Promise<TerraformSession<Job>> {
  const credentials = await jobCredentials(context);
  const cli = TerraformCli.create(context, workspace, credentials);
  return { context, workspace, cli, credentials };
}

/** The lock that made a command fail, or that it left. */
export function findLock(
  { context, credentials }: TerraformSession,
  end: CommandEnd,
): Promise<LockFinding | undefined> {
  return lockAfterFailure(context, credentials, end);
}

/** Runs a command that reads the secret variables, which are on the disk only until it has read them. */
export async function runWithSecrets(
  { cli, workspace }: TerraformSession,
  args: readonly string[],
): Promise<CommandEnd> {
  workspace.writeSecrets();
  try {
    return await cli.stream(args, () => workspace.removeSecrets());
  } finally {
    workspace.removeSecrets();
  }
}
