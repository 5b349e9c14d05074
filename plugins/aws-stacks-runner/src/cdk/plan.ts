// SPDX-License-Identifier: Apache-2.0
import type { PlanNote } from '@groundwork/backstage-plugin-groundwork-common';
import { jobCredentials } from '../aws/credentials';
import {
  type JobContext,
  JobError,
  type JobOf,
  type JobOutcome,
} from '../job/context';
import { StackClient } from './StackClient';
import {
  type PlannedStack,
  type Template,
  parseTemplate,
  readAssembly,
} from './assembly';
import { requireBootstrap } from './bootstrap';
import { Linter } from './Linter';
import { isTooLongForBody, makeChangeSet } from './changeSet';
import { refuseImports } from './denyImports';
import { deployCredentials } from './deployRole';
import { toCdkPlanDiff } from './diff';
import { codeFiles, packageVersion, prepareProject } from './layerProject';
import { secretParameters } from './parameters';
import { broadenedPermissions } from '../plan/permissions';
import { publishAssets } from './publishAssets';
import {
  type SavedCdkPlan,
  cdkPlanDigest,
  writeSavedCdkPlan,
} from './savedPlan';
import { synthesize } from './synth';

type PlanContext = JobContext<JobOf<'plan'>>;

const CHANGE_SET_PREFIX = 'groundwork-';
/** More lines than this nobody reads in a note; the diff has them all. */
const MOST_PERMISSIONS = 40;
/** CloudFormation updates no stack in one of these; it has to be deleted first. */
const FAILED_CREATION = [
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'CREATE_FAILED',
  'DELETE_FAILED',
];

export function qualifierOf(context: JobContext): string {
  return context.job.cdk?.qualifier ?? 'hnb659fds';
}

/** The stack as it stands; refuses one that cannot be planned, and removes what earlier plans left. */
async function settleStack(client: StackClient) {
  const stack = await client.describe();
  const status = stack?.StackStatus ?? '';
  if (FAILED_CREATION.includes(status)) {
    throw new JobError(
      `The stack ${client.stackName} is ${status}: its first creation failed`,
      `Delete it with "aws cloudformation delete-stack --stack-name ${client.stackName}", then plan again`,
    );
  }
  if (status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS') {
    throw new JobError(
      `The stack ${client.stackName} is ${status}`,
      'Wait until CloudFormation is done and plan again',
    );
  }
  if (!stack) return { exists: false, protection: false };
  for (const name of await client.changeSetNames()) {
    if (name.startsWith(CHANGE_SET_PREFIX)) await client.deleteChangeSet(name);
  }
  return {
    exists: status !== 'REVIEW_IN_PROGRESS',
    protection: stack.EnableTerminationProtection ?? false,
  };
}

async function currentTemplate(client: StackClient): Promise<Template> {
  const text = await client.template();
  try {
    return parseTemplate(text ?? '{}');
  } catch {
    throw new JobError(
      `The template of ${client.stackName} is not JSON, so the stack was not made by this engine`,
      'Give the stack another name',
    );
  }
}

function permissionNotes(
  context: PlanContext,
  before: Template,
  after: Template,
): PlanNote[] {
  const lines = broadenedPermissions(before, after);
  if (lines.length === 0) return [];
  const more = lines.length - MOST_PERMISSIONS;
  return [
    {
      level: 'warning',
      source: 'cdk',
      message: context.redactor.text(
        [
          'This plan broadens permissions or opens a network',
          ...lines.slice(0, MOST_PERMISSIONS),
          ...(more > 0 ? [`and ${more} more`] : []),
        ].join('\n'),
      ),
    },
  ];
}

function countResources({ Resources }: Template): number {
  return Object.keys(Resources ?? {}).length;
}

/** cfn-lint is started first: it takes longer to start than the app to make a template. */
async function synthesizeLayer(context: PlanContext) {
  const linter = Linter.create(context);
  try {
    const project = prepareProject(context);
    await refuseImports(project.folder, codeFiles(project.folder));
    const [assembly, credentials] = await Promise.all([
      synthesize(context, project),
      jobCredentials(context),
    ]);
    const stack = readAssembly(
      assembly.folder,
      context.job.context,
      qualifierOf(context),
    );
    context.events.log(
      'info',
      `Synthesized ${stack.name}: ${countResources(
        stack.template,
      )} resources, ${assembly.findings.length} findings of cdk-nag`,
    );
    const lint = linter.lint(stack.templateText);
    return { assembly, credentials, stack, lint };
  } catch (error) {
    await linter.stop();
    throw error;
  }
}

/** Publishes what the stack needs beside its template, and makes the change set. */
async function plannedChangeSet(
  context: PlanContext,
  synthesized: Awaited<ReturnType<typeof synthesizeLayer>>,
) {
  const { job } = context;
  const { assembly, credentials, stack } = synthesized;
  const client = await StackClient.create(job, credentials, stack.name);
  const [current, deployerCredentials] = await Promise.all([
    settleStack(client),
    deployCredentials(context, credentials, stack.deployRole),
    requireBootstrap(context, credentials, stack.bootstrapVersion),
  ]);
  context.interruption.throwIfInterrupted();
  context.events.log(
    'info',
    current.exists
      ? `The stack ${stack.name} stands already and is compared with the new template`
      : `There is no stack ${stack.name} yet`,
  );
  const before = current.exists ? await currentTemplate(client) : {};
  const parameters = secretParameters(context, stack.template);
  if (stack.hasOtherAssets || isTooLongForBody(stack)) {
    await publishAssets(context, credentials, {
      folder: assembly.folder,
      stack,
    });
    context.events.log('info', `${stack.assets.length} assets are published`);
  }
  const deployer = await StackClient.create(
    job,
    deployerCredentials,
    stack.name,
  );
  const changeSet = await makeChangeSet(
    context,
    { client, deployer },
    {
      name: `${CHANGE_SET_PREFIX}${job.runId}`,
      stack,
      exists: current.exists,
      parameters,
      revertDrift: job.cdk?.revertDrift ?? false,
    },
  );
  context.events.log(
    'info',
    changeSet
      ? `Change set ${
          changeSet.ChangeSetName ?? changeSet.ChangeSetId
        } is made and not executed: ${changeSet.Changes?.length ?? 0} changes`
      : 'There is nothing to change, and no change set',
  );
  return { current, before, parameters, changeSet };
}

type Planned = Awaited<ReturnType<typeof plannedChangeSet>>;

function toSaved(
  stack: PlannedStack,
  { changeSet, parameters }: Planned,
): SavedCdkPlan {
  return {
    version: 1,
    engine: 'cdk',
    engineVersion: packageVersion('aws-cdk-lib'),
    stackName: stack.name,
    changeSetId: changeSet?.ChangeSetId,
    template: stack.templateText,
    parameters,
    assets: stack.assets,
    terminationProtection: stack.terminationProtection,
  };
}

/** Synthesizes, publishes assets and makes a change set that is not executed. */
export async function planCdk(context: PlanContext): Promise<JobOutcome> {
  const synthesized = await synthesizeLayer(context);
  const { assembly, stack } = synthesized;
  const [planned, lint] = await Promise.all([
    plannedChangeSet(context, synthesized),
    synthesized.lint,
  ]);
  const { before, changeSet, current } = planned;
  const saved = toSaved(stack, planned);
  writeSavedCdkPlan(context, saved);
  const diff = toCdkPlanDiff({
    before,
    after: stack.template,
    changes: changeSet?.Changes ?? [],
    hasChanges:
      changeSet !== undefined ||
      stack.terminationProtection !== current.protection,
    notes: [
      ...assembly.findings,
      ...lint,
      ...permissionNotes(context, before, stack.template),
    ],
    stackTags: stack.tags,
    redactor: context.redactor,
    engineVersion: saved.engineVersion,
  });
  return {
    outcome: 'succeeded',
    changed: false,
    plan: { planDigest: cdkPlanDigest(context.job, saved), diff },
  };
}
