// SPDX-License-Identifier: Apache-2.0
import type { Account } from '@groundwork/backstage-plugin-groundwork-common';

/** The accounts as choices, by name and id. */
export function accountOptions(accounts: readonly Account[]) {
  return accounts.map(account => ({
    id: account.accountId,
    label: `${account.name} (${account.accountId})`,
  }));
}
