// SPDX-License-Identifier: Apache-2.0
import type { CreateChangeSetCommandInput } from '@aws-sdk/client-cloudformation';
import { isError } from '@backstage/errors';
import { sdkRegion } from '../aws/credentials';
import { partitionOf } from '../aws/partition';
import { type JobContext, JobError } from '../job/context';
import type { StackClient } from './StackClient';
import type { PlannedStack } from './assembly';

/** CloudFormation takes a longer template only from a bucket. */
const MOST_BODY_BYTES = 51_200;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
const CAPABILITIES = [
  'CAPABILITY_IAM',
  'CAPABILITY_NAMED_IAM',
  'CAPABILITY_AUTO_EXPAND',
] as const;

/** How CloudFormation says that a change set would change nothing. */
const NO_CHANGES =
  /^(The submitted information didn't contain changes|No updates are to be performed)/;

/** What a change set is made of. */
export interface ChangeSetRequest {
  name: string;
  stack: PlannedStack;
  /** Whether the stack has been made before. */
  exists: boolean;
  parameters: Record<string, string>;
  /** Compares with what stands in the account, not with the last template alone. */
  revertDrift: boolean;
}

export function isTooLongForBody({ templateText }: PlannedStack): boolean {
  return Buffer.byteLength(templateText) > MOST_BODY_BYTES;
}

/** `s3://bucket/key` as CloudFormation reads it. */
function templateUrl({ job }: JobContext, stack: PlannedStack): string {
  const [, path] = /^s3:\/\/(.+)$/.exec(stack.templateLocation ?? '') ?? [];
  if (path === undefined) {
    throw new JobError(
      `The template has more than ${MOST_BODY_BYTES} bytes, and the stack does not say where in S3 it is to be kept`,
      'Leave the stack its usual synthesizer, or make the layer smaller',
    );
  }
  const region = sdkRegion(job.context.region);
  const suffix = partitionOf(region) === 'aws-cn' ? '.cn' : '';
  return `https://s3.${region}.amazonaws.com${suffix}/${path}`;
}

function toInput(
  context: JobContext,
  { name, stack, exists, parameters, revertDrift }: ChangeSetRequest,
): Omit<CreateChangeSetCommandInput, 'StackName'> {
  const template = isTooLongForBody(stack)
    ? { TemplateURL: templateUrl(context, stack) }
    : { TemplateBody: stack.templateText };
  return {
    ...template,
    ChangeSetName: name,
    ChangeSetType: exists ? 'UPDATE' : 'CREATE',
    ClientToken: name,
    Capabilities: [...CAPABILITIES],
    ...(exists && revertDrift
      ? { DeploymentMode: 'REVERT_DRIFT' }
      : { IncludeNestedStacks: true }),
    NotificationARNs: stack.notificationArns,
    RoleARN: stack.executionRoleArn,
    Parameters: Object.entries(parameters).map(([key, value]) => ({
      ParameterKey: key,
      ParameterValue: value,
    })),
    Tags: Object.entries(stack.tags).map(([key, value]) => ({
      Key: key,
      Value: value,
    })),
  };
}

const refuse = (why: string): never => {
  throw new JobError(
    `CloudFormation refuses the plan: ${why}`,
    'Correct the layer, its inputs or the permissions of the role, and plan again',
  );
};

async function settled(
  { interruption }: JobContext,
  client: StackClient,
  id: string,
) {
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    const changeSet = await client.changeSet(id);
    const { Status: status } = changeSet;
    if (status !== 'CREATE_PENDING' && status !== 'CREATE_IN_PROGRESS') {
      return changeSet;
    }
    await interruption.pause(pause);
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
  }
}

/** The checks before a deployment say in events what they object to. */
async function reasonOf(
  client: StackClient,
  id: string,
  said: string,
): Promise<string> {
  if (!said.includes('AWS::EarlyValidation')) return said;
  const failures = await client.validationFailures(id).catch(() => []);
  return failures.length > 0 ? failures.join('; ') : said;
}

/**
 * Makes a change set that is not executed.
 *
 * @param client - asks about the stack
 * @param deployer - the same stack, with the role that may change it
 * @returns undefined when nothing would be changed; no change set is then left
 */
export async function makeChangeSet(
  context: JobContext,
  { client, deployer }: { client: StackClient; deployer: StackClient },
  request: ChangeSetRequest,
) {
  const input = toInput(context, request);
  const id =
    (await deployer
      .createChangeSet(input)
      .catch(error =>
        refuse(isError(error) ? error.message : String(error)),
      )) ?? request.name;
  const changeSet = await settled(context, client, id);
  if (changeSet.Status === 'FAILED') {
    const said = changeSet.StatusReason ?? 'it does not say why';
    const reason = NO_CHANGES.test(said)
      ? undefined
      : await reasonOf(client, id, said);
    await client.deleteChangeSet(id);
    return reason === undefined ? undefined : refuse(reason);
  }
  if (changeSet.ExecutionStatus !== 'UNAVAILABLE') return changeSet;
  await client.deleteChangeSet(id);
  return undefined;
}
