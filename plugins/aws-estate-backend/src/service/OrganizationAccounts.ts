// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@groundwork/backstage-plugin-groundwork-common';
import { describeAwsError } from '@groundwork/backstage-plugin-groundwork-node';
import type { OrganizationConfig } from '../config/EstateConfig';
import type { OrganizationSource } from '../sources/OrganizationSource';
import type { AccountsStore } from '../store/AccountsStore';

const CODE = 'organization-not-listed';

const CALL = { service: 'organizations', operation: 'ListAccounts' };

interface Parts {
  accountsStore: AccountsStore;
  /** Absent when no accounts are discovered. */
  organization: OrganizationConfig | undefined;
  source: OrganizationSource;
}

/** Keeps the accounts of the organization as they were last listed, and says when they could not be. */
export class OrganizationAccounts {
  readonly #parts: Parts;

  static create(parts: Parts): OrganizationAccounts {
    return new OrganizationAccounts(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Accounts that cannot be listed stay as they were. */
  async refresh(): Promise<void> {
    const { accountsStore, organization, source } = this.#parts;
    if (!organization) return;
    const { accountId } = organization;
    try {
      const listed = await source.listAccounts(accountId);
      await accountsStore.replace(listed, new Date().toISOString());
    } catch (error) {
      const { action, hint } = describeAwsError(error, CALL);
      await accountsStore.keepProblem({
        accountId,
        region: 'global',
        code: CODE,
        action,
        hint: `The accounts of the organization could not be listed; those known before are swept. ${hint}`,
      });
    }
  }

  /** What is in the way of knowing all accounts. */
  async problems(): Promise<Problem[]> {
    const { accountsStore, organization } = this.#parts;
    if (!organization) return [];
    const { listedAt, problem } = await accountsStore.listing();
    if (problem) return [problem];
    if (listedAt) return [];
    const hint =
      'The accounts of the organization were not listed yet; which there are besides those of groundwork.accounts is unknown. Wait for the next run';
    return [
      {
        accountId: organization.accountId,
        region: 'global',
        code: CODE,
        hint,
      },
    ];
  }
}
