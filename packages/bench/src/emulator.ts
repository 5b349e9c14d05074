// SPDX-License-Identifier: Apache-2.0
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

const KEYS = { accessKeyId: 'bench', secretAccessKey: 'bench' };

/** What an SDK client of an account of the emulator is made with. */
export async function emulatorClientConfig(
  { endpoint }: { endpoint: string },
  { accountId, region }: { accountId: string; region: string },
) {
  const sts = new STSClient({ region, endpoint, credentials: KEYS });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/groundwork-sweep`,
      RoleSessionName: 'bench',
    }),
  );
  sts.destroy();
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey) {
    throw new Error(`The emulator gave no credentials for ${accountId}`);
  }
  return {
    endpoint,
    region,
    credentials: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    },
  };
}
