// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import knexFactory, { type Knex } from 'knex';
import { ACCOUNTS, DEVELOPMENT } from '../__testUtils__/backend';
import { migrated } from '../__testUtils__/databases';
import { main } from '../cli/main';
import { parseOrigin } from '../rules/origins';
import { AwsStandingSource } from './StandingSource';

const STACK_ID = '01K0000000000000000000KMS0';
const target = { accountId: DEVELOPMENT, region: 'eu-west-1' };
const BUCKET = `groundwork-tfstate-${DEVELOPMENT}-eu-west-1`;
const QUEUE_STACK_ID = '01K00000000000000000QVEVE0';

const TAGS = {
  'groundwork:stack': STACK_ID,
  'groundwork:layer': 'kms',
  'backstage:entity-ref': 'resource:default/kms-orders-development',
  owner: 'group:default/ai-core',
};

const STATE = {
  version: 4,
  outputs: { key_arn: { value: 'arn:aws:kms:1', type: 'string' } },
  resources: [
    {
      mode: 'managed',
      type: 'aws_kms_key',
      name: 'this',
      instances: [
        {
          attributes: {
            arn: `arn:aws:kms:eu-west-1:${DEVELOPMENT}:key/1`,
            tags_all: TAGS,
          },
        },
      ],
    },
  ],
};

const TEMPLATE = {
  Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
  Outputs: { QueueArn: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
};

const CONFIG = {
  aws: {
    mainAccount: {
      accessKeyId: 'test',
      secretAccessKey: 'test',
      region: 'us-east-1',
    },
    accountDefaults: { roleName: 'groundwork-sweep' },
  },
  groundwork: { accounts: ACCOUNTS },
};

jest.setTimeout(180_000);

describe('groundwork-stacks rebuild', () => {
  const before = process.env.AWS_ENDPOINT_URL;
  const folder = createMockDirectory();
  const config = join(folder.path, 'app-config.json');
  let sandbox: Sandbox;
  let db: Knex;

  const run = async (...args: string[]) => {
    const printed: string[] = [];
    const write = jest
      .spyOn(process.stdout, 'write')
      .mockImplementation(text => {
        printed.push(String(text));
        return true;
      });
    await main([...args, '--config', config]);
    write.mockRestore();
    const code = process.exitCode;
    process.exitCode = undefined;
    return { code, text: printed.join('') };
  };

  beforeAll(async () => {
    sandbox = await startSandbox();
    process.env.AWS_ENDPOINT_URL = sandbox.endpoint;
    const backend = {
      database: {
        client: 'better-sqlite3',
        connection: { directory: folder.path },
      },
    };
    writeFileSync(config, JSON.stringify({ ...CONFIG, backend }));
    db = await migrated(
      knexFactory({
        client: 'better-sqlite3',
        connection: join(folder.path, 'aws-stacks.sqlite'),
        useNullAsDefault: true,
      }),
    );
    await fillAccount();
  });

  afterAll(async () => {
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
    else process.env.AWS_ENDPOINT_URL = before;
    await db.destroy();
    await sandbox.stop();
  });

  const awsClients = () =>
    AwsClients.fromConfig({
      config: new ConfigReader(CONFIG),
      logger: mockServices.logger.mock(),
    });

  async function fillAccount() {
    const clients = awsClients();
    const cloudFormation = await clients.client(CloudFormationClient, target);
    const { config: known } = cloudFormation;
    const s3 = new S3Client({
      region: target.region,
      credentials: await known.credentials(),
      forcePathStyle: true,
    });
    await s3.send(
      new CreateBucketCommand({
        Bucket: BUCKET,
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
    for (const [key, body] of [
      [`${STACK_ID}.tfstate`, JSON.stringify(STATE)],
      [`network/vpc.tfstate`, JSON.stringify(STATE)],
      ['notes.txt', 'no state'],
      ['broken.tfstate', 'no state'],
    ]) {
      await s3.send(
        new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body }),
      );
    }
    const queueTags = {
      ...TAGS,
      'groundwork:stack': QUEUE_STACK_ID,
      'groundwork:layer': 'queue',
      'backstage:entity-ref': 'resource:default/queue-orders-development',
    };
    for (const [name, tags] of [
      ['orders-queue', queueTags],
      ['Legacy-Queue', {}],
    ] as const) {
      await cloudFormation.send(
        new CreateStackCommand({
          StackName: name,
          TemplateBody: JSON.stringify(TEMPLATE),
          Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        }),
      );
    }
  }

  it('shows what it would do, and then registers our stacks of both engines', async () => {
    const shown = await run('rebuild', '--account', DEVELOPMENT);
    expect(shown.text).toContain(
      `would-register: s3://${BUCKET}/${STACK_ID}.tfstate: resource:default/kms-orders-development, 1 resources`,
    );
    expect(shown.text).toContain('Nothing was stored; add --write to do so');
    expect(await db('stacks')).toEqual([]);

    const { text } = await run('rebuild', '--account', DEVELOPMENT, '--write');
    expect(text).toContain(
      `skipped: s3://${BUCKET}/broken.tfstate: it is no Terraform state of format 4`,
    );
    expect(text).toContain(
      `skipped: s3://${BUCKET}/network/vpc.tfstate: it was not made by Groundwork`,
    );
    expect(await db('stacks').orderBy('layer')).toMatchObject([
      { id: STACK_ID, layer: 'kms', engine: 'terraform', kind: 'managed' },
      {
        id: QUEUE_STACK_ID,
        layer: 'queue',
        name: 'orders',
        engine: 'cdk',
        region: 'eu-west-1',
      },
    ]);
    const again = await run('rebuild', '--account', DEVELOPMENT, '--write');
    expect(again.text.match(/^known: /gm)).toHaveLength(2);
  });

  it('says which place it could not read', async () => {
    const { code, text } = await run('rebuild', '--account', DEVELOPMENT);
    expect(text).toMatch(
      new RegExp(
        `s3://groundwork-tfstate-${DEVELOPMENT}-us-east-1: could not be read: NoSuchBucket`,
      ),
    );
    expect(code).toBe(1);
  });

  it('registers a stack that was made elsewhere', async () => {
    const { text } = await run(
      'register',
      ...['--account', DEVELOPMENT, '--only', 'Legacy-Queue'],
      ...['--layer', 'legacy-queue', '--owner', 'group:default/orders'],
      '--write',
    );
    expect(text).toContain(
      'resource:default/legacy-queue-legacy-queue-development, 1 resources',
    );
    const [stack] = await db('stacks').where({ layer: 'legacy-queue' });
    expect(stack).toMatchObject({
      kind: 'standing',
      owner: 'group:default/orders',
      origin: expect.stringContaining(':stack/Legacy-Queue/'),
    });
    expect(JSON.parse(stack.outputs)).toMatchObject([
      { name: 'queue_arn', sensitive: false },
    ]);
  });

  it('reads one of them again, says when it is gone, and has CloudFormation compare it', async () => {
    const standing = AwsStandingSource.create(awsClients());
    const place = { ...target, bucket: BUCKET, isOwn: true };
    const read = (text: string) => {
      const origin = parseOrigin(text);
      if (!origin) throw new Error(`${text} is no origin`);
      return standing.read(origin, place);
    };
    expect(await read(`s3://${BUCKET}/network/vpc.tfstate`)).toMatchObject({
      title: 'network/vpc',
      region: 'eu-west-1',
      resources: [{ address: 'aws_kms_key.this' }],
    });
    expect(await read(`s3://${BUCKET}/gone.tfstate`)).toBeUndefined();
    const { origin: arn } = await db('stacks')
      .where({ layer: 'legacy-queue' })
      .first();
    const origin = parseOrigin(arn);
    expect(await read(arn)).toMatchObject({ title: 'Legacy-Queue' });
    expect(await read(`${arn}-gone`)).toBeUndefined();
    if (origin?.kind !== 'stack') throw new Error(`${arn} is no stack`);
    const { resources, unchecked } = await standing.drift(origin);
    expect(resources).toEqual([]);
    expect(unchecked.length).toBeLessThanOrEqual(1);
  });
});
