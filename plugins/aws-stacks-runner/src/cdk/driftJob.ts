// SPDX-License-Identifier: Apache-2.0
import type {
  Stack,
  StackResourceDrift,
  StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import type { ResourceChange } from '@groundwork/backstage-plugin-groundwork-common';
import { jobCredentials } from '../aws/credentials';
import {
  type JobContext,
  JobError,
  type JobOf,
  type JobOutcome,
} from '../job/context';
import { StackClient } from './StackClient';
import { type Template, parseTemplate, readAssembly } from './assembly';
import { refuseImports } from './denyImports';
import { toCdkPlanDiff } from './diff';
import { type DriftDetection, describeDriftError, detectDrift } from './drift';
import { toDriftedResource } from './driftedResource';
import { codeFiles, packageVersion, prepareProject } from './layerProject';
import { qualifierOf } from './plan';
import { synthesize } from './synth';

type DriftContext = JobContext<JobOf<'drift'>>;
type Found = NonNullable<JobOutcome['drift']>;

/** CloudFormation does not tell about these: they stand for nothing in the account. */
const NOTHING = 'AWS::CDK::Metadata';

async function synthesizeSource(context: DriftContext) {
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
  return { stack, credentials };
}

/** What a new deployment of the source would change in the template, without a change set. */
function templateChanges(
  context: DriftContext,
  before: Template,
  after: Template,
): ResourceChange[] {
  const { resources } = toCdkPlanDiff({
    before,
    after,
    changes: [],
    hasChanges: true,
    notes: [],
    redactor: context.redactor,
    engineVersion: packageVersion('aws-cdk-lib'),
  });
  return resources;
}

async function detect(
  context: DriftContext,
  client: StackClient,
): Promise<DriftDetection> {
  try {
    return await detectDrift(context, client);
  } catch (error) {
    context.interruption.throwIfInterrupted();
    return {
      drifts: [],
      problems: [
        `Properties were not compared: ${describeDriftError(
          error,
        )}. Allow cloudformation:DetectStackDrift, cloudformation:DescribeStackDriftDetectionStatus and cloudformation:DescribeStackResourceDrifts to the plan role`,
      ],
    };
  }
}

const CHECKED = ['IN_SYNC', 'MODIFIED', 'DELETED'];

function uncheckedOf(
  resources: readonly StackResourceSummary[],
  drifts: readonly StackResourceDrift[],
): string[] {
  const checked = new Set(
    drifts
      .filter(({ StackResourceDriftStatus: status }) =>
        CHECKED.includes(status ?? ''),
      )
      .map(({ LogicalResourceId: id }) => id),
  );
  return resources.flatMap(({ LogicalResourceId: id, ResourceType: type }) =>
    id && type !== NOTHING && !checked.has(id) ? [id] : [],
  );
}

/** One entry a resource: what the template says first, then what was changed past the template. */
function merge(
  byTemplate: readonly ResourceChange[],
  byDetection: readonly ResourceChange[],
): ResourceChange[] {
  const merged = new Map(byTemplate.map(item => [item.address, item]));
  for (const found of byDetection) {
    const known = merged.get(found.address);
    const paths = new Set(found.attributes.map(({ path }) => path));
    merged.set(
      found.address,
      known
        ? {
            ...known,
            physicalId: found.physicalId,
            attributes: [
              ...found.attributes,
              ...known.attributes.filter(({ path }) => !paths.has(path)),
            ],
          }
        : found,
    );
  }
  return [...merged.values()];
}

async function compare(
  context: DriftContext,
  client: StackClient,
  source: Template,
): Promise<Found> {
  const standing = parseTemplate((await client.template()) ?? '{}');
  const { drifts, problems } = await detect(context, client);
  const resources = (await client.resources()).filter(
    ({ ResourceStatus: status }) => status !== 'DELETE_COMPLETE',
  );
  const changes = merge(
    templateChanges(context, standing, source),
    drifts.flatMap(drift => toDriftedResource(context, drift, standing) ?? []),
  );
  return {
    resources: changes.map(change => ({ change })),
    unchecked: uncheckedOf(resources, drifts),
    notes: problems.map(problem => context.redactor.text(problem)),
  };
}

function requireSettled(client: StackClient, { StackStatus: status }: Stack) {
  if (!status?.endsWith('_IN_PROGRESS')) return;
  throw new JobError(
    `The stack ${client.stackName} is ${status}`,
    'It is looked at again when CloudFormation is done',
  );
}

/**
 * Compares the stack with its template through CloudFormation, and its template with the source. Nothing is deployed,
 * published or kept.
 */
export async function driftCdk(context: DriftContext): Promise<JobOutcome> {
  const { stack, credentials } = await synthesizeSource(context);
  const client = await StackClient.create(context.job, credentials, stack.name);
  const standing = await client.describe();
  if (standing) requireSettled(client, standing);
  const drift: Found = standing
    ? await compare(context, client, stack.template)
    : {
        resources: templateChanges(context, {}, stack.template).map(change => ({
          change,
        })),
        unchecked: [],
        notes: [`The stack ${stack.name} is not there any more`],
      };
  return { outcome: 'succeeded', changed: false, drift };
}
