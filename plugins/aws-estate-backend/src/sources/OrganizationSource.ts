// SPDX-License-Identifier: Apache-2.0
import {
  ListAccountsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import type { OrganizationAccount } from '../store/AccountsStore';

/** Reads the accounts of the organization. */
export class OrganizationSource {
  readonly #clients: AwsClients;

  static create(options: { clients: AwsClients }): OrganizationSource {
    return new OrganizationSource(options.clients);
  }

  private constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  /** Active accounts, as the account sees them that is asked. Throws AWS's error. */
  async listAccounts(accountId: string): Promise<OrganizationAccount[]> {
    const target = { accountId, region: 'global' };
    const client = await this.#clients.client(OrganizationsClient, target);
    const accounts: OrganizationAccount[] = [];
    let token: string | undefined;
    do {
      const command = new ListAccountsCommand({ NextToken: token });
      const page = await client.send(command);
      for (const { Id, Name, Status } of page.Accounts ?? []) {
        if (Id && Status === 'ACTIVE') {
          accounts.push({ accountId: Id, name: Name ?? Id });
        }
      }
      token = page.NextToken;
    } while (token);
    return accounts;
  }
}
