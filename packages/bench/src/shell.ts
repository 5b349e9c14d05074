// SPDX-License-Identifier: Apache-2.0
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { RunningSandbox } from './figure';

/** The environment in which somebody would run the engine's commands by hand, with the account's apply role. */
export async function shellEnvironment(
  sandbox: RunningSandbox,
  accountId: string,
): Promise<NodeJS.ProcessEnv> {
  const sts = new STSClient({
    region: 'us-east-1',
    endpoint: sandbox.emulatorUrl,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/groundwork-apply`,
      RoleSessionName: 'bench',
    }),
  );
  return {
    ...process.env,
    AWS_ENDPOINT_URL: sandbox.emulatorUrl,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials?.SessionToken,
    AWS_MAX_ATTEMPTS: '2',
    CHECKPOINT_DISABLE: '1',
    // aws-cdk-lib pins a template validator that cannot be had everywhere; the engine leaves it out too, then.
    CDK_VALIDATION: 'false',
    CI: 'true',
  };
}
