// SPDX-License-Identifier: Apache-2.0
import { isError } from '@backstage/errors';
import { type AwsCredentials, sdkRegion } from '../aws/credentials';
import { type JobContext, JobError } from '../job/context';

/** CDK needs a bootstrapped account; says so before anything is made, and what to run. */
export async function requireBootstrap(
  { job }: JobContext,
  credentials: AwsCredentials,
): Promise<void> {
  const qualifier = job.cdk?.qualifier ?? 'hnb659fds';
  const region = sdkRegion(job.context.region);
  const name = `/cdk-bootstrap/${qualifier}/version`;
  const { SSMClient, GetParameterCommand } = await import(
    '@aws-sdk/client-ssm'
  );
  try {
    await new SSMClient({ region, credentials }).send(
      new GetParameterCommand({ Name: name }),
    );
  } catch (error) {
    const missing = isError(error) && error.name === 'ParameterNotFound';
    const place = `account ${job.context.accountId} in ${region}`;
    throw new JobError(
      missing
        ? `CDK is not bootstrapped in ${place}: the parameter ${name} is missing`
        : `Whether CDK is bootstrapped in ${place} could not be read: ${
            isError(error) ? error.message : String(error)
          }`,
      missing
        ? `Run: npx cdk bootstrap aws://${job.context.accountId}/${region} --qualifier ${qualifier}`
        : `Allow ssm:GetParameter on ${name}`,
    );
  }
}
