// SPDX-License-Identifier: Apache-2.0
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { ServiceUnavailableError } from '@backstage/errors';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Where the layers are tried. */
export const PLACE = { accountId: '111111111113', region: 'eu-west-1' };

interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

async function assumeRole(endpoint: string): Promise<Credentials> {
  const sts = new STSClient({
    endpoint,
    region: PLACE.region,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  });
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${PLACE.accountId}:role/OrganizationAccountAccessRole`,
      RoleSessionName: 'layer-kit',
    }),
  );
  if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) {
    throw new ServiceUnavailableError(
      `The emulator gave no credentials for ${PLACE.accountId}`,
    );
  }
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
  };
}

/** S3 Control is called at <account>.localhost, which need not resolve. */
const lookupLoopback: LookupFunction = (_host, options, callback) =>
  lookup('localhost', options, callback);

function clientsOf(endpoint: string, credentials: Credentials) {
  const config = { endpoint, credentials, region: PLACE.region };
  return {
    cloudFormation: new CloudFormationClient(config),
    codeBuild: new CodeBuildClient(config),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    logs: new CloudWatchLogsClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    s3Control: new S3ControlClient({
      ...config,
      requestHandler: { httpAgent: { lookup: lookupLoopback } },
    }),
    ssm: new SSMClient(config),
  };
}

/** Clients of one account and Region of the emulator. */
export type Clients = ReturnType<typeof clientsOf>;

/** An emulated account to try layers in. */
export class Emulator {
  readonly clients: Clients;
  readonly #sandbox: Sandbox;
  readonly #credentials: Credentials;

  static async start(): Promise<Emulator> {
    const sandbox = await startSandbox({ seed: false });
    try {
      const credentials = await assumeRole(sandbox.endpoint);
      const emulator = new Emulator(sandbox, credentials);
      await emulator.#bootstrap();
      return emulator;
    } catch (error) {
      await sandbox.stop();
      throw error;
    }
  }

  private constructor(sandbox: Sandbox, credentials: Credentials) {
    this.#sandbox = sandbox;
    this.#credentials = credentials;
    this.clients = clientsOf(sandbox.endpoint, credentials);
  }

  /** What a CDK template asks of its account. */
  async #bootstrap(): Promise<void> {
    await this.clients.ssm.send(
      new PutParameterCommand({
        Name: '/cdk-bootstrap/hnb659fds/version',
        Value: '30',
        Type: 'String',
      }),
    );
  }

  /** The environment for a program that is to talk to the emulator alone. */
  get env(): Record<string, string> {
    const { endpoint } = this.#sandbox;
    const { accessKeyId, secretAccessKey, sessionToken } = this.#credentials;
    return {
      AWS_ENDPOINT_URL: endpoint,
      // As `lookupLoopback` does for the clients here.
      HTTP_PROXY: endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '2',
    };
  }

  /** Makes a bucket that a layer's inputs name and that another stack would have made. */
  async createBucket(name: string): Promise<void> {
    await this.clients.s3.send(
      new CreateBucketCommand({
        Bucket: name,
        ObjectLockEnabledForBucket: true,
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
  }

  stop(): Promise<void> {
    return this.#sandbox.stop();
  }
}
