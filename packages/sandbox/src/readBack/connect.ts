// SPDX-License-Identifier: Apache-2.0
import { lookup } from 'node:dns';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { ServiceUnavailableError } from '@backstage/errors';
import type { ReadBackOptions } from './types';

const ROLE = 'groundwork-apply';
/** The emulator takes any credentials; unknown ones belong to the management account. */
const MANAGEMENT_CREDENTIALS = {
  accessKeyId: 'sandbox',
  secretAccessKey: 'sandbox',
};

async function assumeRole(options: ReadBackOptions) {
  const { endpoint, accountId, region } = options;
  const sts = new STSClient({
    endpoint,
    region,
    credentials: MANAGEMENT_CREDENTIALS,
  });
  const RoleArn = `arn:aws:iam::${accountId}:role/${ROLE}`;
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'read-back' }),
  );
  if (!given?.AccessKeyId || !given.SecretAccessKey) {
    throw new ServiceUnavailableError(
      `The emulator gave no credentials for ${RoleArn}`,
    );
  }
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
  };
}

function clientsOf(
  options: ReadBackOptions,
  credentials: Awaited<ReturnType<typeof assumeRole>>,
) {
  const { endpoint, region } = options;
  const { hostname } = new URL(endpoint);
  // S3 Control is called at <account>.<host>, which need not resolve.
  const lookupEndpoint: LookupFunction = (_host, how, callback) =>
    lookup(hostname, how, callback);
  const config = { endpoint, region, credentials };
  return {
    cloudFormation: new CloudFormationClient(config),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    s3Control: new S3ControlClient({
      ...config,
      requestHandler: { httpAgent: new Agent({ lookup: lookupEndpoint }) },
    }),
  };
}

/** Clients of one account and Region. */
export type ReadBackClients = ReturnType<typeof clientsOf>;

/** Makes clients with the session of the role that applies stacks. */
export async function connect(
  options: ReadBackOptions,
): Promise<ReadBackClients> {
  return clientsOf(options, await assumeRole(options));
}
