// SPDX-License-Identifier: Apache-2.0
import {
  type PlanNote,
  cloudFormationStackName,
} from '@groundwork/backstage-plugin-groundwork-common';
import { jobCredentials } from '../aws/credentials';
import {
  type JobContext,
  JobError,
  type JobOf,
  type JobOutcome,
} from '../job/context';
import { type ForeseenChange, StackClient } from './StackClient';
import { type Template, parseTemplate } from './assembly';
import {
  type StandingStack,
  destroyPlanDigest,
  readStanding,
  writeDestroyPlan,
} from './destroyPlan';
import { toCdkPlanDiff } from './diff';
import { packageVersion } from './layerProject';

type PlanContext = JobContext<JobOf<'plan'>>;

async function findStanding(
  client: StackClient,
): Promise<StandingStack | undefined> {
  const stack = await client.describe();
  const status = stack?.StackStatus ?? '';
  if (!stack || status === 'DELETE_COMPLETE') return undefined;
  if (status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS') {
    throw new JobError(
      `The stack ${client.stackName} is ${status}`,
      'Wait until CloudFormation is done and plan again',
    );
  }
  return readStanding(client, stack);
}

/** A protected stack is left alone unless the configuration says otherwise. */
function refuseProtected(
  { job }: PlanContext,
  { terminationProtection }: StandingStack,
  stackName: string,
): void {
  if (!terminationProtection || job.cdk?.liftTerminationProtection) return;
  const { region } = job.context;
  throw new JobError(
    `The stack ${stackName} has termination protection`,
    `Take it off with "aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stackName} --region ${region}", or let destructions do so by groundwork.stacks.cdk.liftTerminationProtection, then plan again`,
  );
}

/** CloudFormation has no change set for a deletion; this is what it would say. */
function toChanges({ resources }: StandingStack): ForeseenChange[] {
  return resources.map(({ address, type, physicalId, policy }) => ({
    Type: 'Resource',
    ResourceChange: {
      Action: 'Remove',
      PolicyAction: policy,
      LogicalResourceId: address,
      ResourceType: type,
      ...(physicalId ? { PhysicalResourceId: physicalId } : {}),
    },
  }));
}

/** The template without what the stack does not have: by a condition, or because its creation broke off. */
function standingTemplate({ resources, template }: StandingStack): Template {
  const parsed = parseTemplate(template);
  const names = new Set(resources.map(({ address }) => address));
  return {
    ...parsed,
    Resources: Object.fromEntries(
      Object.entries(parsed.Resources ?? {}).filter(([id]) => names.has(id)),
    ),
  };
}

function toNotes({
  resources,
  terminationProtection,
}: StandingStack): PlanNote[] {
  const note = (message: string, address?: string): PlanNote => ({
    level: 'warning',
    source: 'cdk',
    message,
    ...(address ? { address } : {}),
  });
  return [
    ...(terminationProtection
      ? [note('Termination protection is on; it is taken off first')]
      : []),
    ...resources.flatMap(({ address, policy, type }) => {
      if (policy === 'Retain') {
        return [note('DeletionPolicy keeps it: it stays and costs', address)];
      }
      return type === 'AWS::S3::Bucket'
        ? [note('CloudFormation deletes a bucket only if it is empty', address)]
        : [];
    }),
  ];
}

/** Plans a deletion: what stands in the stack, and what of it DeletionPolicy keeps. Changes nothing. */
export async function planCdkDestroy(
  context: PlanContext,
): Promise<JobOutcome> {
  const { job } = context;
  const stackName = cloudFormationStackName(job.context);
  const credentials = await jobCredentials(context);
  const client = await StackClient.create(job, credentials, stackName);
  const standing = await findStanding(client);
  if (standing) refuseProtected(context, standing, stackName);
  context.events.log(
    'info',
    standing
      ? `The stack ${stackName} stands with ${standing.resources.length} resources`
      : `There is no stack ${stackName}: nothing is left to destroy`,
  );
  writeDestroyPlan(context, {
    version: 1,
    engine: 'cdk',
    operation: 'destroy',
    stackName,
    standing,
  });
  const diff = toCdkPlanDiff({
    before: standing ? standingTemplate(standing) : {},
    after: {},
    changes: standing ? toChanges(standing) : [],
    hasChanges: standing !== undefined,
    notes: standing ? toNotes(standing) : [],
    redactor: context.redactor,
    engineVersion: packageVersion('aws-cdk-lib'),
  });
  const planDigest = destroyPlanDigest(job, { stackName, standing });
  return { outcome: 'succeeded', changed: false, plan: { planDigest, diff } };
}
