// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import { CloudTrailSource } from './CloudTrailSource';

jest.setTimeout(120_000);

const ACCOUNT = '111111111113';
const Bucket = 'trail-of-orders';
const IRELAND = {
  accountId: ACCOUNT,
  region: 'eu-west-1',
  environment: 'development',
} as const;
const VIRGINIA = { ...IRELAND, region: 'us-east-1' };

describe('CloudTrailSource', () => {
  const env = { ...process.env };
  let sandbox: Sandbox;
  let clients: AwsClients;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'minimal' });
    process.env.AWS_ENDPOINT_URL = sandbox.endpoint;
    process.env.AWS_ACCESS_KEY_ID = 'sandbox';
    process.env.AWS_SECRET_ACCESS_KEY = 'sandbox';
    delete process.env.AWS_PROFILE;
    clients = AwsClients.fromConfig({
      config: new ConfigReader({
        aws: { accountDefaults: { roleName: 'groundwork-sweep' } },
      }),
      logger: mockServices.logger.mock(),
    });
    const { config } = await clients.client(S3Client, VIRGINIA);
    const { credentials, region } = config;
    const s3 = new S3Client({ credentials, region, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(
      new PutBucketVersioningCommand({
        Bucket,
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    );
  });

  afterAll(async () => {
    process.env = env;
    await sandbox.stop();
  });

  it('names who changed a resource with which call, in the Region of the stack', async () => {
    const source = CloudTrailSource.create({ clients });
    const question = {
      target: VIRGINIA,
      type: 'aws_s3_bucket',
      resource: Bucket,
      since: new Date(0),
    };
    expect(await source.changesOf(question)).toEqual([
      {
        id: expect.any(String),
        name: 'PutBucketVersioning',
        service: 's3',
        at: expect.any(Date),
        principal: expect.stringContaining(
          `:sts::${ACCOUNT}:assumed-role/groundwork-sweep/`,
        ),
      },
      expect.objectContaining({ name: 'CreateBucket' }),
    ]);
    const later = new Date(Date.now() + 60_000);
    expect(await source.changesOf({ ...question, since: later })).toEqual([]);
    const elsewhere = { ...question, target: IRELAND };
    expect(await source.changesOf(elsewhere)).toEqual([]);
    // What IAM does is told in us-east-1, wherever the stack is.
    expect(
      await source.changesOf({ ...elsewhere, type: 'aws_iam_role' }),
    ).toHaveLength(2);
  });
});
