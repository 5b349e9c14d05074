// SPDX-License-Identifier: Apache-2.0
import type {
  Environment,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AccountsConfig } from '@groundwork/backstage-plugin-groundwork-node';
import type { OrganizationConfig } from '../config/EstateConfig';
import type { AccountsStore } from '../store/AccountsStore';

/** An account of the estate: one of the configuration, or one that the organization lists besides. */
export interface DirectoryAccount {
  accountId: string;
  name: string;
  environment: Environment;
  regions: string[];
  owner?: string;
}

/** The accounts of the configuration, and those of the organization that it leaves out. */
export class AccountDirectory {
  readonly #accounts: AccountsConfig;
  readonly #organization: OrganizationConfig | undefined;
  readonly #store: AccountsStore;

  static create(options: {
    accounts: AccountsConfig;
    organization: OrganizationConfig | undefined;
    store: AccountsStore;
  }): AccountDirectory {
    return new AccountDirectory(options);
  }

  private constructor(options: {
    accounts: AccountsConfig;
    organization: OrganizationConfig | undefined;
    store: AccountsStore;
  }) {
    this.#accounts = options.accounts;
    this.#organization = options.organization;
    this.#store = options.store;
  }

  /** What the configuration says of an account goes before what the organization says. */
  async list(): Promise<DirectoryAccount[]> {
    const stated = this.#accounts.list();
    const organization = this.#organization;
    if (!organization) return stated;
    const others = (await this.#store.list()).filter(
      ({ accountId }) => !this.#accounts.get(accountId),
    );
    const { environment, regions } = organization;
    return [
      ...stated,
      ...others.map(each => ({ ...each, environment, regions })),
    ];
  }

  /** Accounts × their Regions. */
  async targets(): Promise<SweepTarget[]> {
    return (await this.list()).flatMap(({ accountId, regions }) =>
      regions.map(region => ({ accountId, region })),
    );
  }
}
