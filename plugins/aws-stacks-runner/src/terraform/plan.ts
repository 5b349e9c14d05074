// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import {
  type JobContext,
  JobError,
  type JobOf,
  type JobOutcome,
} from '../job/context';
import { type CommandEnd, failureReason } from './TerraformCli';
import { refuseConfiguration } from './denyConfiguration';
import { refuseSource } from './denySource';
import { sensitiveTexts, toPlanDiff } from './diff';
import { type PlanJson, planJsonSchema } from './planJson';
import { type SavedPlan, planDigest, writeSavedPlan } from './savedPlan';
import { loadSensitivePaths } from './sensitivePaths';
import {
  type TerraformSession,
  findLock,
  openSession,
  runWithSecrets,
} from './session';
import { TerraformWorkspace } from './workspace';

const CHANGES = 2;

type PlanJob = JobOf<'plan'>;

async function readPlan({ cli, workspace }: TerraformSession) {
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

async function failed(
  session: TerraformSession,
  end: CommandEnd,
): Promise<JobOutcome> {
  const lock = await findLock(session, end);
  if (!lock) session.context.interruption.throwIfInterrupted();
  return {
    outcome: lock?.abandoned ? 'needs-attention' : 'failed',
    changed: false,
    reason: lock?.reason ?? failureReason(end),
    hint: lock?.hint ?? 'Correct the source or the inputs and plan again',
    lock: lock?.info,
  };
}

function runPlan(session: TerraformSession) {
  const { cli, workspace } = session;
  return runWithSecrets(session, [
    'plan',
    '-input=false',
    '-json',
    '-detailed-exitcode',
    cli.lockTimeout,
    `-out=${workspace.planFile}`,
  ]);
}

/** Plans, and keeps the plan sealed. Changes nothing in the account. */
export async function planTerraform(
  context: JobContext<PlanJob>,
): Promise<JobOutcome> {
  const workspace = TerraformWorkspace.create(context);
  await refuseSource(context.source);
  workspace.writeEngineFiles();
  const session = await openSession(context, workspace);
  const [engineVersion] = await Promise.all([
    session.cli.version(),
    session.cli.init(),
  ]);
  const lock = workspace.readLock();
  const [end, sensitivePaths] = await Promise.all([
    runPlan(session),
    loadSensitivePaths(context, session.cli, lock),
  ]);
  if (end.code !== 0 && end.code !== CHANGES) return failed(session, end);
  const plan = await readPlan(session);
  refuseConfiguration(plan);
  const saved = savePlan(session, { plan, engineVersion, lock });
  workspace.keepData();
  const diff = toPlanDiff(plan, {
    redactor: context.redactor,
    sensitivePaths,
    engineVersion,
    hasChanges: end.code === CHANGES,
    diagnostics: end.messages.diagnostics,
  });
  return {
    outcome: 'succeeded',
    changed: false,
    plan: { planDigest: planDigest(context.job, workspace, saved), diff },
  };
}

function savePlan(
  { context, workspace }: TerraformSession,
  made: { plan: PlanJson; engineVersion: string; lock: string },
): SavedPlan {
  const texts = sensitiveTexts(made.plan);
  context.redactor.learn(texts);
  const saved: SavedPlan = {
    version: 1,
    engine: 'terraform',
    planBytes: readFileSync(workspace.planFile).toString('base64'),
    engineVersion: made.engineVersion,
    lock: made.lock,
    sensitiveTexts: texts,
  };
  workspace.removePlan();
  writeSavedPlan(context, saved);
  return saved;
}
