// SPDX-License-Identifier: Apache-2.0
import { ControlClient } from '../emulator/ControlClient';
import {
  MANAGEMENT_ACCOUNT_ID,
  SANDBOX_ACCOUNTS,
  SandboxAccount,
} from './accounts';
import { seedEstate } from './estates';
import { seedFindings } from './findings/seedFindings';
import { seedFoundation } from './foundation';
import { seedOrganization } from './organization';
import { protect } from './protection';
import { SeedClients } from './SeedClients';
import { seedTrail } from './trail';

/**
 * `minimal`: organization, accounts, roles, bootstrap and state buckets.
 * `full`: the three estates with their faults and findings besides.
 *
 * @public
 */
export type SeedSize = 'minimal' | 'full';

async function seedAccount(
  clients: SeedClients,
  account: SandboxAccount,
  now: Date,
) {
  await Promise.all([
    seedEstate(clients, account),
    seedTrail(clients, account),
  ]);
  if (account.estate === 'ai-core') return;
  // After the estate, so that flow logs cover its VPC and findings know its resources.
  await protect(clients, account);
  await seedFindings(clients, account, now);
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
    const now = new Date();
    await Promise.all(
      SANDBOX_ACCOUNTS.map(each => seedAccount(clients, each, now)),
    );
  }
  const control = ControlClient.create({ controlUrl: options.controlUrl });
  await control.requireRoles(true);
}
