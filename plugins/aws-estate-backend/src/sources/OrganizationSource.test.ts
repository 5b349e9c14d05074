// SPDX-License-Identifier: Apache-2.0
import {
  CloseAccountCommand,
  CreateAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { Sandbox } from '@groundwork/sandbox';
import {
  FAULTY,
  HEALTHY,
  MANAGEMENT,
  OTHER,
  sandboxClients,
  startSeeded,
} from '../__testUtils__/sources';
import { OrganizationSource } from './OrganizationSource';

jest.setTimeout(180_000);

const MORE = 110;

describe('the accounts of an organization', () => {
  let sandbox: Sandbox;
  const clients = sandboxClients();
  const source = OrganizationSource.create({ clients });

  beforeAll(async () => {
    sandbox = await startSeeded();
    const organizations = await clients.client(OrganizationsClient, {
      accountId: MANAGEMENT,
      region: 'us-east-1',
    });
    for (let index = 0; index < MORE; index += 1) {
      const name = `more-${index}`;
      await organizations.send(
        new CreateAccountCommand({
          AccountName: name,
          Email: `${name}@groundwork.example`,
        }),
      );
    }
    await organizations.send(new CloseAccountCommand({ AccountId: HEALTHY }));
  });

  afterAll(() => sandbox.stop());

  it('are all of its pages, without one that is suspended', async () => {
    const accounts = await source.listAccounts(MANAGEMENT);
    const ids = accounts.map(({ accountId }) => accountId);
    expect(ids).toEqual(expect.arrayContaining([MANAGEMENT, FAULTY, OTHER]));
    expect(ids).not.toContain(HEALTHY);
    const more = accounts.filter(({ name }) => name.startsWith('more-'));
    expect(more).toHaveLength(MORE);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are an error when they may not be listed', async () => {
    await sandbox.faults.add({
      kind: 'deny',
      action: 'organizations:ListAccounts',
      accountId: MANAGEMENT,
    });
    await expect(source.listAccounts(MANAGEMENT)).rejects.toThrow(
      'organizations:ListAccounts',
    );
  });
});
