// SPDX-License-Identifier: Apache-2.0
import { isError } from '@backstage/errors';
import { type AwsCredentials, sdkRegion } from '../aws/credentials';
import { type JobContext, JobError } from '../job/context';

async function readVersion(
  { job }: JobContext,
  credentials: AwsCredentials,
  name: string,
): Promise<number | undefined> {
  const { SSMClient, GetParameterCommand } = await import(
    '@aws-sdk/client-ssm'
  );
  const region = sdkRegion(job.context.region);
  try {
    const { Parameter: parameter } = await new SSMClient({
      region,
      credentials,
    }).send(new GetParameterCommand({ Name: name }));
    return Number(parameter?.Value);
  } catch (error) {
    if (isError(error) && error.name === 'ParameterNotFound') return undefined;
    throw new JobError(
      `Whether CDK is bootstrapped in account ${
        job.context.accountId
      } in ${region} could not be read: ${
        isError(error) ? error.message : String(error)
      }`,
      `Allow ssm:GetParameter on ${name}`,
    );
  }
}

/** CDK needs a bootstrapped account; says so before anything is made, and what to run. */
export async function requireBootstrap(
  context: JobContext,
  credentials: AwsCredentials,
  neededVersion: number,
): Promise<void> {
  const { accountId, region } = context.job.context;
  const qualifier = context.job.cdk?.qualifier ?? 'hnb659fds';
  const name = `/cdk-bootstrap/${qualifier}/version`;
  const version = await readVersion(context, credentials, name);
  if (version !== undefined && !(version < neededVersion)) return;
  const place = `account ${accountId} in ${sdkRegion(region)}`;
  throw new JobError(
    version === undefined
      ? `CDK is not bootstrapped in ${place}: the parameter ${name} is missing`
      : `CDK is bootstrapped with version ${version} in ${place}, but the layer needs ${neededVersion}`,
    `Run: npx cdk bootstrap aws://${accountId}/${sdkRegion(
      region,
    )} --qualifier ${qualifier}`,
  );
}
