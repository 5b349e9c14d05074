// SPDX-License-Identifier: Apache-2.0
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeHubCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import { AccountsConfig } from '../accounts';
import { AwsClients } from './AwsClients';
import { describeAwsError, toProblem } from './describeAwsError';
import { forEachTarget } from './forEachTarget';

jest.setTimeout(120_000);

const ACCOUNT = '111111111111';
const TARGET = { accountId: ACCOUNT, region: 'eu-west-1' };
const WITH_ROLE = {
  aws: { accountDefaults: { roleName: 'groundwork-sweep' } },
};

function makeClients(data: object = WITH_ROLE): AwsClients {
  const config = new ConfigReader({
    ...data,
    groundwork: {
      accounts: [
        {
          accountId: ACCOUNT,
          name: 'AI Core',
          environment: 'production',
          regions: ['eu-west-1'],
        },
      ],
    },
  });
  const accounts = AccountsConfig.fromConfig(config);
  const logger = mockServices.logger.mock();
  return AwsClients.fromConfig({ config, accounts, logger });
}

describe('AwsClients', () => {
  const env = { ...process.env };
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'minimal' });
    process.env.AWS_ENDPOINT_URL = sandbox.endpoint;
    process.env.AWS_ACCESS_KEY_ID = 'sandbox';
    process.env.AWS_SECRET_ACCESS_KEY = 'sandbox';
    delete process.env.AWS_PROFILE;
  });

  afterEach(() => sandbox.faults.clear());

  afterAll(async () => {
    process.env = env;
    await sandbox.stop();
  });

  it('assumes the sweep role of the account, once for all its clients', async () => {
    const clients = makeClients();
    const before = (await sandbox.requests({ operation: 'AssumeRole' })).length;
    const sts = await clients.client(STSClient, TARGET);
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe(ACCOUNT);
    expect(identity.Arn).toContain(':assumed-role/groundwork-sweep/');
    const tagging = await clients.client(ResourceGroupsTaggingAPIClient, {
      accountId: ACCOUNT,
      region: 'us-east-1',
    });
    await tagging.send(new GetResourcesCommand({}));
    const assumed = await sandbox.requests({ operation: 'AssumeRole' });
    expect(assumed).toHaveLength(before + 1);
  });

  it('keeps a client for its class, account and Region; global is us-east-1', async () => {
    const clients = makeClients();
    const [first, second] = await Promise.all([
      clients.client(STSClient, TARGET),
      clients.client(STSClient, TARGET),
    ]);
    expect(second).toBe(first);
    expect(await clients.client(S3Client, TARGET)).not.toBe(first);
    const global = await clients.client(STSClient, {
      accountId: ACCOUNT,
      region: 'global',
    });
    expect(global).not.toBe(first);
    expect(await global.config.region()).toBe('us-east-1');
    expect(first.config.retryMode).toBe('adaptive');
    expect(first.config.customUserAgent).toEqual([['groundwork', '0.1.0']]);
  });

  it('uses the default credentials for the account they belong to, and says which account has none', async () => {
    const clients = makeClients({ aws: {} });
    const target = { accountId: '100000000000', region: 'us-east-1' };
    const sts = await clients.client(STSClient, target);
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe('100000000000');
    const error = await clients.client(STSClient, TARGET).catch(e => e);
    expect(describeAwsError(error)).toEqual({
      code: 'MissingCredentialsError',
      kind: 'denied',
      hint: 'There are no credentials for the account 111111111111 (AI Core); add it to aws.accounts, or set aws.accountDefaults.roleName',
    });
  });

  it('names the action that is denied, in AWS words or in those of the caller', async () => {
    const clients = makeClients();
    await sandbox.faults.add({ kind: 'deny', action: 'tag:GetResources' });
    await sandbox.faults.add({ kind: 'deny', action: 's3:ListBuckets' });
    const tagging = await clients.client(
      ResourceGroupsTaggingAPIClient,
      TARGET,
    );
    const denied = await tagging
      .send(new GetResourcesCommand({}))
      .catch(e => e);
    expect(toProblem(denied, TARGET)).toEqual({
      ...TARGET,
      code: 'AccessDeniedException',
      action: 'tag:GetResources',
      hint: expect.stringContaining('tag:GetResources'),
    });
    const s3 = await clients.client(S3Client, TARGET);
    const buckets = await s3.send(new ListBucketsCommand({})).catch(e => e);
    const call = { service: 's3', operation: 'ListBucketsCommand' };
    expect(describeAwsError(buckets, call)).toMatchObject({
      code: 'AccessDenied',
      kind: 'denied',
    });
  });

  it('tells denied roles, throttling, faults and hubs that are not enabled apart', async () => {
    const clients = makeClients();
    const hub = await clients.client(SecurityHubClient, TARGET);
    const describe = async () => {
      const call = { service: 'securityhub', operation: 'DescribeHub' };
      const failed = await hub.send(new DescribeHubCommand({})).catch(e => e);
      return describeAwsError(failed, call);
    };
    await sandbox.faults.add({
      kind: 'deny',
      action: 'sts:AssumeRole',
      times: 1,
    });
    expect(await describe()).toMatchObject({
      kind: 'denied',
      action: 'sts:AssumeRole',
    });
    expect(await describe()).toMatchObject({ kind: 'not-enabled' });
    await sandbox.faults.add({ kind: 'throttle', action: 'securityhub:*' });
    expect(await describe()).toMatchObject({
      kind: 'throttled',
      action: 'securityhub:DescribeHub',
    });
    await sandbox.faults.clear();
    await sandbox.faults.add({
      kind: 'error',
      action: 'securityhub:*',
      status: 503,
    });
    expect(await describe()).toMatchObject({ kind: 'unreachable' });
  });

  it('reads the other targets when one is denied, and gives up a delayed call when it is told to', async () => {
    const clients = makeClients();
    const targets = ['111111111111', '111111111112', '111111111113'].map(
      accountId => ({ accountId, region: 'us-east-1' }),
    );
    await sandbox.faults.add({
      kind: 'deny',
      action: 'sts:GetCallerIdentity',
      accountId: '111111111112',
    });
    const asked = await forEachTarget(targets, async target => {
      const sts = await clients.client(STSClient, target);
      const { Account } = await sts.send(new GetCallerIdentityCommand({}));
      return Account;
    });
    expect(asked.results.map(({ value }) => value)).toEqual([
      '111111111111',
      '111111111113',
    ]);
    expect(asked.problems).toEqual([
      expect.objectContaining({
        accountId: '111111111112',
        region: 'us-east-1',
        action: 'sts:GetCallerIdentity',
      }),
    ]);
    await sandbox.faults.add({
      kind: 'delay',
      action: 'tag:*',
      delayMs: 3_000,
    });
    const signal = AbortSignal.timeout(300);
    const startedAt = Date.now();
    const delayed = forEachTarget(
      targets,
      async target => {
        const tagging = await clients.client(
          ResourceGroupsTaggingAPIClient,
          target,
        );
        await tagging.send(new GetResourcesCommand({}), {
          abortSignal: signal,
        });
      },
      { signal },
    );
    await expect(delayed).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(Date.now() - startedAt).toBeLessThan(2_500);
  });

  it('says that nobody answers when the emulator is gone', async () => {
    const config = new ConfigReader(WITH_ROLE);
    const logger = mockServices.logger.mock();
    const clients = AwsClients.fromConfig({ config, logger });
    process.env.AWS_ENDPOINT_URL = 'http://localhost:9';
    try {
      const sts = await clients.client(STSClient, TARGET);
      const error = await sts
        .send(new GetCallerIdentityCommand({}))
        .catch(e => e);
      expect(describeAwsError(error)).toMatchObject({
        code: 'ECONNREFUSED',
        kind: 'unreachable',
        hint: expect.stringContaining('(ECONNREFUSED)'),
      });
    } finally {
      process.env.AWS_ENDPOINT_URL = sandbox.endpoint;
    }
  });
});
