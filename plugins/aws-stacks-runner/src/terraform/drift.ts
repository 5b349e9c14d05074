// SPDX-License-Identifier: Apache-2.0
import type { DriftFinding } from '@groundwork/backstage-plugin-groundwork-common';
import type { JobContext, JobOf, JobOutcome } from '../job/context';
import type { Redactor } from '../redact';
import { failureReason } from './TerraformCli';
import { allowedSources } from './allowedSources';
import { refuseConfiguration } from './denyConfiguration';
import { refuseSource } from './denySource';
import { sensitiveTexts, toPlanDiff } from './diff';
import type { PlanJson } from './planJson';
import { readPlan } from './readPlan';
import { loadSensitivePaths } from './sensitivePaths';
import { openReadingSession, runWithSecrets } from './session';
import { attributesSetBy, readLayerInputs } from './setBy';
import { TerraformWorkspace } from './workspace';

const CHANGES = 2;

/** A data source that has to be read again is no drift. */
function managedAddresses(plan: PlanJson, redactor: Redactor): Set<string> {
  return new Set(
    plan.resource_changes
      .filter(({ mode }) => mode === 'managed')
      .map(({ address }) => redactor.text(address)),
  );
}

/**
 * Plans the applied source as it is, without the state's lock, and tells what a plan would change. The plan is removed
 * as soon as it is read.
 */
export async function driftTerraform(
  context: JobContext<JobOf<'drift'>>,
): Promise<JobOutcome> {
  const workspace = TerraformWorkspace.create(context);
  await refuseSource(context.source, allowedSources(context.job));
  workspace.writeEngineFiles();
  const session = await openReadingSession(context, workspace);
  const [engineVersion] = await Promise.all([
    session.cli.version(),
    session.cli.init(),
  ]);
  const [end, sensitivePaths] = await Promise.all([
    runWithSecrets(session, [
      'plan',
      '-input=false',
      '-json',
      '-detailed-exitcode',
      '-lock=false',
      `-out=${workspace.planFile}`,
    ]),
    loadSensitivePaths(context, session.cli, workspace.readLock()),
  ]);
  if (end.code !== 0 && end.code !== CHANGES) {
    context.interruption.throwIfInterrupted();
    return { outcome: 'failed', changed: false, reason: failureReason(end) };
  }
  const plan = await readPlan(session);
  workspace.removePlan();
  refuseConfiguration(plan, allowedSources(context.job));
  context.redactor.learn(sensitiveTexts(plan));
  const diff = toPlanDiff(plan, {
    redactor: context.redactor,
    sensitivePaths,
    engineVersion,
    hasChanges: end.code === CHANGES,
    diagnostics: end.messages.diagnostics,
  });
  const managed = managedAddresses(plan, context.redactor);
  const inputs = readLayerInputs(workspace.folder);
  const resources: DriftFinding[] = diff.resources
    .filter(({ address }) => managed.has(address))
    .map(change => ({ change, setBy: attributesSetBy(plan, change, inputs) }));
  return {
    outcome: 'succeeded',
    changed: false,
    drift: { resources, unchecked: [], notes: [] },
  };
}
