// SPDX-License-Identifier: Apache-2.0
import {
  CloudTrailClient,
  type LookupAttribute,
  LookupEventsCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyRotationCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type Sandbox, startSandbox } from '.';
import { clientConfig } from './__testUtils__/clients';

jest.setTimeout(120_000);

const ROLE = 'arn:aws:iam::111111111113:role/OrganizationAccountAccessRole';
const MALLORY =
  'arn:aws:sts::111111111113:assumed-role/OrganizationAccountAccessRole/mallory';

describe('LookupEvents of the emulator', () => {
  let sandbox: Sandbox;
  let config: Awaited<ReturnType<typeof clientConfig>>;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'minimal' });
    config = await clientConfig(sandbox.endpoint, {
      roleArn: ROLE,
      sessionName: 'mallory',
      region: 'eu-west-1',
    });
  });

  afterAll(() => sandbox.stop());

  const lookup = async (
    attribute?: LookupAttribute,
    more: { StartTime?: Date; region?: string } = {},
  ) => {
    const { region = 'eu-west-1', StartTime } = more;
    const client = new CloudTrailClient({ ...config, region });
    const { Events = [] } = await client.send(
      new LookupEventsCommand({
        LookupAttributes: attribute && [attribute],
        StartTime,
      }),
    );
    return Events;
  };

  it('has what changed a bucket, by whom, newest first; neither reads, objects nor refusals', async () => {
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    const Bucket = 'trail-orders';
    const CreateBucketConfiguration = {
      LocationConstraint: 'eu-west-1',
    } as const;
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration }),
    );
    await s3.send(
      new PutBucketVersioningCommand({
        Bucket,
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    );
    await s3.send(new GetBucketVersioningCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'b' }));
    const rule = await sandbox.faults.add({
      kind: 'deny',
      action: 's3:PutBucketVersioning',
    });
    await s3
      .send(
        new PutBucketVersioningCommand({
          Bucket,
          VersioningConfiguration: { Status: 'Suspended' },
        }),
      )
      .catch(() => undefined);
    await sandbox.faults.remove(rule.id);
    const events = await lookup({
      AttributeKey: 'ResourceName',
      AttributeValue: Bucket,
    });
    expect(events.map(({ EventName }) => EventName)).toEqual([
      'PutBucketVersioning',
      'CreateBucket',
    ]);
    const [versioning] = events;
    expect(versioning).toMatchObject({
      EventSource: 's3.amazonaws.com',
      ReadOnly: 'false',
      Username: 'mallory',
      EventTime: expect.any(Date),
      Resources: [{ ResourceName: Bucket }],
    });
    expect(JSON.parse(versioning.CloudTrailEvent ?? '')).toMatchObject({
      eventID: versioning.EventId,
      userIdentity: { type: 'AssumedRole', arn: MALLORY },
    });
  });

  it('knows resources by the identifiers of a call, in their Region, and since a time', async () => {
    const kms = new KMSClient(config);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.KeyId ?? '';
    const byKey = {
      AttributeKey: 'ResourceName',
      AttributeValue: KeyId,
    } as const;
    await kms.send(new EnableKeyRotationCommand({ KeyId }));
    const names = (await lookup(byKey)).map(({ EventName }) => EventName);
    expect(names).toEqual(['EnableKeyRotation']);
    await new Promise(resolve => setTimeout(resolve, 1_100));
    const since = new Date();
    await new Promise(resolve => setTimeout(resolve, 1_100));
    await kms.send(new DisableKeyCommand({ KeyId }));
    const late = await lookup(byKey, { StartTime: since });
    expect(late.map(({ EventName }) => EventName)).toEqual(['DisableKey']);
    expect(await lookup(byKey, { region: 'us-east-1' })).toEqual([]);
  });
});
