// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import type { JobContext, JobOf, JobOutcome } from '../job/context';
import { type CommandEnd, failureReason } from './TerraformCli';
import { allowedSources } from './allowedSources';
import { refuseConfiguration } from './denyConfiguration';
import { preventedDestroy, refuseProtected } from './destroy';
import { refuseSource } from './denySource';
import { sensitiveTexts, toPlanDiff } from './diff';
import type { PlanJson } from './planJson';
import { readPlan } from './readPlan';
import { type SavedPlan, planDigest, writeSavedPlan } from './savedPlan';
import { loadSensitivePaths } from './sensitivePaths';
import {
  type TerraformSession,
  findLock,
  openSession,
  runWithSecrets,
} from './session';
import { readLayerInputs } from './setBy';
import { TerraformWorkspace } from './workspace';

const CHANGES = 2;

type PlanJob = JobOf<'plan'>;

async function failed(
  session: TerraformSession,
  end: CommandEnd,
): Promise<JobOutcome> {
  const lock = await findLock(session, end);
  const why = lock ?? preventedDestroy(end);
  if (!lock) session.context.interruption.throwIfInterrupted();
  return {
    outcome: lock?.abandoned ? 'needs-attention' : 'failed',
    changed: false,
    reason: why?.reason ?? failureReason(end),
    hint: why?.hint ?? 'Correct the source or the inputs and plan again',
    lock: lock?.info,
  };
}

function runPlan(session: TerraformSession) {
  const { cli, context, workspace } = session;
  const isDestroy = context.job.operation === 'destroy';
  return runWithSecrets(session, [
    'plan',
    ...(isDestroy ? ['-destroy'] : []),
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
  await refuseSource(context.source, allowedSources(context.job));
  workspace.writeEngineFiles();
  workspace.writeImports();
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
  refuseConfiguration(plan, allowedSources(context.job));
  if (context.job.operation === 'destroy') refuseProtected(plan);
  const saved = savePlan(session, { plan, engineVersion, lock });
  workspace.keepData();
  const diff = toPlanDiff(plan, {
    redactor: context.redactor,
    sensitivePaths,
    engineVersion,
    inputs: readLayerInputs(workspace.folder),
    hasChanges: end.code === CHANGES,
    diagnostics: end.messages.diagnostics,
    imports: context.job.imports,
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
