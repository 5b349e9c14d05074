// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { AccountsConfig } from './AccountsConfig';

const account = (change: JsonObject = {}): JsonObject => ({
  accountId: '111111111111',
  name: 'AI Core',
  environment: 'production',
  regions: ['eu-west-1'],
  ...change,
});

const read = (...accounts: JsonObject[]) =>
  AccountsConfig.fromConfig(new ConfigReader({ groundwork: { accounts } }));

describe('AccountsConfig', () => {
  it('reads accounts in their order, with defaults', () => {
    const accounts = read(
      account({ environment: 'prod' }),
      account({ accountId: '000000000002', environment: 'dev' }),
      account({ accountId: '000000000003', environment: 'stage' }),
    );
    expect(
      accounts
        .list()
        .map(({ accountId, environment }) => [accountId, environment]),
    ).toEqual([
      ['111111111111', 'production'],
      ['000000000002', 'development'],
      ['000000000003', 'staging'],
    ]);
    expect(accounts.get('111111111111')).toEqual({
      ...account(),
      provides: [],
      roles: {},
      stateBucket: {},
      cdk: {},
    });
    expect(accounts.get('999999999999')).toBeUndefined();
  });

  it('has no accounts without configuration', () => {
    expect(AccountsConfig.fromConfig(new ConfigReader({})).list()).toEqual([]);
  });

  const wrong: [JsonObject, string][] = [
    [
      { accountId: 111111111111 },
      'groundwork.accounts[0].accountId is not valid',
    ],
    [{ environment: 'qa' }, 'groundwork.accounts[0].environment is not valid'],
    [{ regions: [] }, 'groundwork.accounts[0].regions is not valid'],
    [
      { regions: ['eu-west-1', 'Ireland'] },
      'groundwork.accounts[0].regions[1] is not valid: must be an AWS Region',
    ],
    [{ regions: ['global'] }, 'groundwork.accounts[0].regions[0] is not valid'],
    [{ owner: 'ai-core' }, 'groundwork.accounts[0].owner is not valid'],
    [
      { roles: { apply: 'admin' } },
      'groundwork.accounts[0].roles.apply is not valid: must be the ARN of an IAM role',
    ],
    [
      { stateBucket: { name: 'No Bucket' } },
      'groundwork.accounts[0].stateBucket.name is not valid',
    ],
    [
      { cdk: { qualifier: 'much-too-long' } },
      'groundwork.accounts[0].cdk.qualifier is not valid',
    ],
  ];

  it.each(wrong)('names the key of %j', (change, message) => {
    expect(() => read(account(change))).toThrow(message);
  });

  it('refuses an account that is there twice, and what is no list', () => {
    expect(() => read(account(), account())).toThrow(
      'groundwork.accounts[1].accountId is 111111111111, which an earlier entry has already',
    );
    const config = new ConfigReader({ groundwork: { accounts: 'all' } });
    expect(() => AccountsConfig.fromConfig(config)).toThrow('must be a list');
  });
});
