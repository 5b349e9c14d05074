// SPDX-License-Identifier: Apache-2.0
import { ControlClient } from '../emulator/ControlClient';
import {
  MANAGEMENT_ACCOUNT_ID,
  SANDBOX_ACCOUNTS,
  SandboxAccount,
} from './accounts';
import { seedEstate } from './estates';
import { seedFoundation } from './foundation';
import { seedOrganization } from './organization';
import { protect } from './protection';
import { SeedClients } from './SeedClients';
import { seedTrail } from './trail';

/**
 * `minimal`: organization, accounts, roles, bootstrap and state buckets.
 * `full`: the three estates with their faults besides.
 *
 * @public
 */
export type SeedSize = 'minimal' | 'full';

async function seedAccount(clients: SeedClients, account: SandboxAccount) {
  await Promise.all([
    seedEstate(clients, account),
    seedTrail(clients, account),
  ]);
  // After the estate, so that flow logs cover its VPC.
  if (account.estate !== 'ai-core') await protect(clients, account);
}

/** Fills an emulator through the AWS SDK. Running it again changes nothing. */
export async function seedSandbox(options: {
  endpoint: string;
  controlUrl: string;
  size: SeedSize;
}): Promise<void> {
  const clients = SeedClients.create({ endpoint: options.endpoint });
  await seedOrganization(clients);
  const accountIds = SANDBOX_ACCOUNTS.map(account => account.accountId);
  await Promise.all(
    [MANAGEMENT_ACCOUNT_ID, ...accountIds].map(accountId =>
      seedFoundation(clients, accountId),
    ),
  );
  if (options.size === 'full') {
    await Promise.all(SANDBOX_ACCOUNTS.map(each => seedAccount(clients, each)));
  }
  const control = ControlClient.create({ controlUrl: options.controlUrl });
  await control.requireRoles(true);
}
