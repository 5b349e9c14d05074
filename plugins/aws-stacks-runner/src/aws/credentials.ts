// SPDX-License-Identifier: Apache-2.0
import { isError } from '@backstage/errors';
import { type JobContext, JobError } from '../job/context';
import type { RunnerJob } from '../protocol';
import { sessionPolicy } from './sessionPolicy';

/** Credentials as they are handed to a child or an SDK client. */
export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

const SHORTEST_SESSION_SECONDS = 900;
const USUAL_SESSION_SECONDS = 3_600;
const LONGEST_SESSION_SECONDS = 43_200;

/** What has no Region is asked for in us-east-1. */
export function sdkRegion(region: string): string {
  return region === 'global' ? 'us-east-1' : region;
}

/** Session tags accept fewer characters than entity refs have. */
export function tagValue(text: string): string {
  return text.replace(/[^\p{L}\p{Z}\p{N}_.:/=+@-]/gu, '-').slice(0, 256);
}

function sessionTags({ runId, context, requestedBy }: RunnerJob) {
  return [
    { Key: 'run', Value: tagValue(runId) },
    { Key: 'stack', Value: tagValue(context.stackId) },
    { Key: 'requester', Value: tagValue(requestedBy) },
  ];
}

const message = (error: unknown) =>
  isError(error) ? error.message : String(error);

function describeRefusal(roleArn: string, error: unknown): JobError {
  const text = message(error);
  if (text.includes('sts:TagSession')) {
    return new JobError(
      `${roleArn} refuses session tags: ${text}`,
      'Allow sts:TagSession beside sts:AssumeRole in the trust policy of the role and in the policy of the runner’s own identity',
    );
  }
  return new JobError(
    `${roleArn} could not be assumed: ${text}`,
    'Allow sts:AssumeRole and sts:TagSession in the trust policy of the role and in the policy of the runner’s own identity',
  );
}

async function assume(job: RunnerJob, roleArn: string, seconds: number) {
  const { STSClient, AssumeRoleCommand } = await import('@aws-sdk/client-sts');
  const client = new STSClient({ region: sdkRegion(job.context.region) });
  const { Credentials: given, AssumedRoleUser: user } = await client.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: `groundwork-${job.runId}`,
      ExternalId: job.externalId,
      DurationSeconds: seconds,
      Tags: sessionTags(job),
      Policy: sessionPolicy(job),
    }),
  );
  if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) {
    throw new JobError(`STS gave no credentials for ${roleArn}; try again`);
  }
  return {
    accountId: user?.Arn?.split(':')[4],
    credentials: {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
    },
  };
}

/** A session as long as the job, or as long as the role allows when that is less. */
async function assumeForJob(job: RunnerJob, roleArn: string) {
  const wanted = Math.min(
    Math.max(job.timeoutSeconds + job.graceSeconds, SHORTEST_SESSION_SECONDS),
    LONGEST_SESSION_SECONDS,
  );
  try {
    return await assume(job, roleArn, wanted);
  } catch (error) {
    const tooLong = isError(error) && error.name === 'ValidationError';
    if (!tooLong || wanted <= USUAL_SESSION_SECONDS) {
      throw describeRefusal(roleArn, error);
    }
  }
  return assume(job, roleArn, USUAL_SESSION_SECONDS).catch(error => {
    throw describeRefusal(roleArn, error);
  });
}

async function ownCredentials(region: string) {
  const [{ fromNodeProviderChain }, { STSClient, GetCallerIdentityCommand }] =
    await Promise.all([
      import('@aws-sdk/credential-providers'),
      import('@aws-sdk/client-sts'),
    ]);
  try {
    const credentials = await fromNodeProviderChain()();
    const client = new STSClient({ region, credentials });
    const identity = await client.send(new GetCallerIdentityCommand({}));
    return { accountId: identity.Account, credentials };
  } catch (error) {
    throw new JobError(
      `The runner has no AWS credentials of its own: ${message(error)}`,
      'Give the account a role for plan and apply, or the backend’s process credentials',
    );
  }
}

/**
 * Credentials for the job's account. Credentials of another account are refused: what is in the bundle must not land
 * somewhere else because a role was configured wrongly.
 */
export async function jobCredentials({
  job,
  redactor,
  events,
}: JobContext): Promise<AwsCredentials> {
  if (!job.roleArn) {
    events.note(
      'warning',
      `Account ${job.context.accountId} has no role for this: the runner’s own credentials are used, with all they may do`,
      'Set roles.plan and roles.apply of the account in groundwork.accounts',
    );
  }
  const { accountId, credentials } = job.roleArn
    ? await assumeForJob(job, job.roleArn)
    : await ownCredentials(sdkRegion(job.context.region));
  if (accountId !== job.context.accountId) {
    throw new JobError(
      `The run is for account ${job.context.accountId}, but ${
        job.roleArn ?? 'the runner’s own credentials'
      } lead to ${accountId ?? 'an unknown account'}`,
      'Correct the roles of this account in groundwork.accounts',
    );
  }
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  redactor.learn([accessKeyId, secretAccessKey, sessionToken ?? '']);
  return { accessKeyId, secretAccessKey, sessionToken };
}
