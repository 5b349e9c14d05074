// SPDX-License-Identifier: Apache-2.0
import { isError } from '@backstage/errors';
import { type AwsCredentials, sdkRegion } from '../aws/credentials';
import type { JobContext } from '../job/context';
import type { DeployRole } from './assembly';

async function assume(
  { job }: JobContext,
  credentials: AwsCredentials,
  role: DeployRole,
): Promise<AwsCredentials | undefined> {
  const { STSClient, AssumeRoleCommand } = await import('@aws-sdk/client-sts');
  const region = sdkRegion(job.context.region);
  const { Credentials: given } = await new STSClient({
    region,
    credentials,
  }).send(
    new AssumeRoleCommand({
      RoleArn: role.arn,
      RoleSessionName: `groundwork-${job.runId}`,
      ExternalId: role.externalId,
      ...(role.tags.length > 0
        ? {
            Tags: role.tags,
            TransitiveTagKeys: role.tags.map(({ Key: key }) => key),
          }
        : {}),
    }),
  );
  return given?.AccessKeyId && given.SecretAccessKey
    ? {
        accessKeyId: given.AccessKeyId,
        secretAccessKey: given.SecretAccessKey,
        sessionToken: given.SessionToken,
      }
    : undefined;
}

/**
 * Credentials of the role bootstrap made for deployments. Where it cannot be assumed the job's own are used, as the CDK
 * does: they are for the right account, and an account need not have that role.
 */
export async function deployCredentials(
  context: JobContext,
  credentials: AwsCredentials,
  role: DeployRole | undefined,
): Promise<AwsCredentials> {
  if (!role) return credentials;
  let refusal = 'STS gave no credentials';
  try {
    const given = await assume(context, credentials, role);
    if (given) {
      const { secretAccessKey, sessionToken } = given;
      context.redactor.learn([
        given.accessKeyId,
        secretAccessKey,
        sessionToken ?? '',
      ]);
      return given;
    }
  } catch (error) {
    refusal = isError(error) ? error.message : String(error);
  }
  context.events.log(
    'warning',
    `${role.arn} could not be assumed, so the role of the run makes the change set itself: ${refusal}`,
  );
  return credentials;
}
