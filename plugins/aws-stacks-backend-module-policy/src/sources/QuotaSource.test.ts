// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import { QuotaSource } from './QuotaSource';
import { QUOTAS } from './quotas';

const TARGET = { accountId: '111111111111', region: 'eu-west-1' };
const MAIN = {
  accessKeyId: 'test',
  secretAccessKey: 'test',
  region: 'us-east-1',
};

function sourceWith(aws: object): QuotaSource {
  return QuotaSource.create({
    clients: AwsClients.fromConfig({
      config: mockServices.rootConfig({ data: { aws: { ...aws } } }),
      logger: mockServices.logger.mock(),
    }),
  });
}

jest.setTimeout(180_000);

describe('quotas of an account', () => {
  const before = process.env.AWS_ENDPOINT_URL;
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox();
    process.env.AWS_ENDPOINT_URL = sandbox.endpoint;
  });

  afterAll(async () => {
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
    else process.env.AWS_ENDPOINT_URL = before;
    await sandbox.stop();
  });

  const asked = async () =>
    (await sandbox.requests({ limit: 10_000 })).filter(
      ({ service }) => service === 'servicequotas',
    );

  it('are read from Service Quotas, once an hour', async () => {
    const source = sourceWith({
      mainAccount: MAIN,
      accountDefaults: { roleName: 'groundwork-sweep' },
    });
    const expected = {
      value: 5,
      source: 'as Service Quotas gives it for the account',
    };
    expect(await source.read(QUOTAS.vpcs, TARGET)).toEqual(expected);
    expect(await source.read(QUOTAS.vpcs, TARGET)).toEqual(expected);
    expect((await asked()).map(({ operation }) => operation)).toEqual([
      'GetServiceQuota',
    ]);
  });

  it('are those of AWS where Service Quotas has none, and it says why', async () => {
    const source = sourceWith({
      mainAccount: MAIN,
      accountDefaults: { roleName: 'groundwork-sweep' },
    });
    const { value, source: said } = await source.read(QUOTAS.buckets, TARGET);
    expect(value).toBe(10_000);
    expect(said).toMatch(
      /^AWS's default of 2026-11-21, because the account's own could not be read: /,
    );
    const [first, second] = (await asked()).slice(1);
    expect([first.operation, first.region]).toEqual([
      'GetServiceQuota',
      'us-east-1',
    ]);
    expect(second.operation).toBe('GetAWSDefaultServiceQuota');
    const calls = (await asked()).length;
    expect((await source.read(QUOTAS.buckets, TARGET)).source).toBe(said);
    expect(await asked()).toHaveLength(calls);
  });

  it('are those of AWS without credentials for the account, and it says whose are missing', async () => {
    const source = sourceWith({ mainAccount: MAIN });
    expect(await source.read(QUOTAS.elasticIps, TARGET)).toEqual({
      value: 5,
      source: expect.stringContaining(
        'There are no credentials for the account 111111111111',
      ),
    });
  });

  it('need what the README asks for', async () => {
    const readme = readFileSync(
      join(
        resolvePackagePath(
          '@groundwork/backstage-plugin-aws-stacks-backend-module-policy',
        ),
        'README.md',
      ),
      'utf8',
    );
    const calls = (await asked()).map(
      ({ service, operation }) => `${service}:${operation}`,
    );
    expect(calls).not.toEqual([]);
    for (const call of new Set(calls)) expect(readme).toContain(`"${call}"`);
  });
});
