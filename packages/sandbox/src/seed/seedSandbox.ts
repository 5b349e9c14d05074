// SPDX-License-Identifier: Apache-2.0
import { ControlClient } from '../emulator/ControlClient';
import { MANAGEMENT_ACCOUNT_ID, SANDBOX_ACCOUNTS } from './accounts';
import { seedFoundation } from './foundation';
import { seedOrganization } from './organization';
import { SeedClients } from './SeedClients';

/**
 * `minimal`: organization, accounts, roles, bootstrap and state buckets.
 * `full`: the three estates with their faults besides.
 *
 * @public
 */
export type SeedSize = 'minimal' | 'full';

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
  const control = ControlClient.create({ controlUrl: options.controlUrl });
  await control.requireRoles(true);
}
