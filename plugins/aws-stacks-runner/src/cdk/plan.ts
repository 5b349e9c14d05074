// SPDX-License-Identifier: Apache-2.0
import type { PlanNote } from '@groundwork/backstage-plugin-groundwork-common';
import { cloudFormationStackName } from '@groundwork/backstage-plugin-groundwork-common';
import { isError } from '@backstage/errors';
import {
  type AwsCredentials,
  jobCredentials,
  sdkRegion,
} from '../aws/credentials';
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
  keepTerminationProtection,
  parseTemplate,
  readAssembly,
} from './assembly';
import { requireBootstrap } from './bootstrap';
import { lintTemplate } from './cfnLint';
import { refuseImports } from './denyImports';
import { toCdkPlanDiff } from './diff';
import { PlanIoHost } from './ioHost';
import { codeFiles, packageVersion, prepareProject } from './layerProject';
import { secretParameters } from './parameters';
import {
  type SavedCdkPlan,
  cdkPlanDigest,
  writeSavedCdkPlan,
} from './savedPlan';
import { type Assembly, synthesize } from './synth';

type PlanContext = JobContext<JobOf<'plan'>>;

const CHANGE_SET_PREFIX = 'groundwork-';
/** The toolkit would delete a stack in one of these already when it plans. */
const FAILED_CREATION = [
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'CREATE_FAILED',
  'DELETE_FAILED',
];

/** Imported while the app is synthesized: it takes a second. */
const loadToolkit = () => import('@aws-cdk/toolkit-lib');

export function qualifierOf(context: JobContext): string {
  return context.job.cdk?.qualifier ?? 'hnb659fds';
}

/** The stack as it stands; refuses one that cannot be planned, and removes what earlier plans left. */
async function settleStack(client: StackClient, keep: string) {
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
    if (name.startsWith(CHANGE_SET_PREFIX) && name !== keep) {
      await client.deleteChangeSet(name);
    }
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

async function makeChangeSet(
  context: PlanContext,
  options: {
    assembly: Assembly;
    stack: PlannedStack;
    credentials: AwsCredentials;
    changeSetName: string;
    parameters: Record<string, string>;
  },
): Promise<PlanIoHost> {
  const { Toolkit, BaseCredentials, StackParameters, StackSelectionStrategy } =
    await loadToolkit();
  const ioHost = PlanIoHost.create(context);
  const toolkit = new Toolkit({
    ioHost,
    color: false,
    emojis: false,
    sdkConfig: {
      baseCredentials: BaseCredentials.custom({
        provider: async () => options.credentials,
        region: sdkRegion(context.job.context.region),
      }),
    },
  });
  const source = await toolkit.fromAssemblyDirectory(options.assembly.folder);
  try {
    await toolkit.deploy(source, {
      stacks: {
        strategy: StackSelectionStrategy.PATTERN_MUST_MATCH_SINGLE,
        patterns: [options.stack.artifact],
      },
      parameters: StackParameters.exactly(options.parameters),
      deploymentMethod: {
        method: 'change-set',
        execute: false,
        changeSetName: options.changeSetName,
      },
    });
  } catch (error) {
    throw new JobError(
      `CloudFormation refuses the plan: ${
        isError(error) ? error.message : String(error)
      }`,
      'Correct the layer, its inputs or the permissions of the role, and plan again',
    );
  }
  return ioHost;
}

/** The change set when it would change something; an empty one is removed. */
async function takeChangeSet(client: StackClient, name: string) {
  const changeSet = await client.findChangeSet(name);
  if (!changeSet) return undefined;
  const isEmpty =
    changeSet.Status === 'FAILED' ||
    changeSet.ExecutionStatus === 'UNAVAILABLE';
  if (!isEmpty) return changeSet;
  await client.deleteChangeSet(name);
  return undefined;
}

function permissionNote(ioHost: PlanIoHost, context: PlanContext): PlanNote[] {
  if (ioHost.permissionChange !== 'broadening') return [];
  const [table] = ioHost.permissionTable.split('\n(NOTE:');
  return [
    {
      level: 'warning',
      source: 'cdk',
      message: context.redactor.text(
        `This plan broadens permissions or opens a network\n${table}`,
      ),
    },
  ];
}

async function synthesizeLayer(context: PlanContext) {
  const project = prepareProject(context);
  await refuseImports(project.folder, codeFiles(project.folder));
  const [assembly, credentials] = await Promise.all([
    synthesize(context, project),
    jobCredentials(context),
    loadToolkit(),
  ]);
  const stack = readAssembly(
    assembly.folder,
    context.job.context,
    qualifierOf(context),
  );
  return { assembly, credentials, stack };
}

/** Synthesizes, publishes assets and makes a change set that is not executed. */
export async function planCdk(context: PlanContext): Promise<JobOutcome> {
  const { job } = context;
  const stackName = cloudFormationStackName(job.context);
  const changeSetName = `${CHANGE_SET_PREFIX}${job.runId}`;
  const { assembly, credentials, stack } = await synthesizeLayer(context);
  const client = await StackClient.create(job, credentials, stackName);
  const [current] = await Promise.all([
    settleStack(client, changeSetName),
    requireBootstrap(context, credentials),
  ]);
  context.interruption.throwIfInterrupted();
  keepTerminationProtection(
    assembly.folder,
    stack.artifact,
    current.protection,
  );
  const before = current.exists ? await currentTemplate(client) : {};
  const parameters = secretParameters(context, stack.template);
  const [ioHost, lint] = await Promise.all([
    makeChangeSet(context, {
      assembly,
      stack,
      credentials,
      changeSetName,
      parameters,
    }),
    lintTemplate(context, assembly, stack),
  ]);
  const changeSet = await takeChangeSet(client, changeSetName);
  const saved: SavedCdkPlan = {
    version: 1,
    engine: 'cdk',
    engineVersion: packageVersion('aws-cdk-lib'),
    stackName,
    changeSetId: changeSet?.ChangeSetId,
    template: stack.templateText,
    parameters,
    assets: stack.assets,
    terminationProtection: stack.terminationProtection,
  };
  writeSavedCdkPlan(context, saved);
  const diff = toCdkPlanDiff({
    before,
    after: stack.template,
    changes: changeSet?.Changes ?? [],
    hasChanges:
      changeSet !== undefined ||
      stack.terminationProtection !== current.protection,
    notes: [...assembly.findings, ...lint, ...permissionNote(ioHost, context)],
    redactor: context.redactor,
    engineVersion: saved.engineVersion,
  });
  return {
    outcome: 'succeeded',
    changed: false,
    plan: { planDigest: cdkPlanDigest(job, saved), diff },
  };
}
