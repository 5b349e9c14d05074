// SPDX-License-Identifier: Apache-2.0
import { EstateId, SandboxAccount } from '../accounts';
import { MAKERS, makeNetwork, ResourceSpec } from '../makers';
import { SeedClients } from '../SeedClients';
import { AI_CORE } from './aiCore';
import { AUTERITY } from './auterity';
import { HEALTHY } from './healthy';
import { WH_EPHEMERIS } from './whEphemeris';

/** The resources of each estate. */
export const ESTATES: Record<EstateId, ResourceSpec[]> = {
  'ai-core': AI_CORE,
  auterity: AUTERITY,
  'wh-ephemeris': WH_EPHEMERIS,
  healthy: HEALTHY,
  management: [],
};

/** The Region where an estate's workloads run. */
export const WORKLOAD_REGION = 'us-east-1';

/** Makes the resources of one account; returns once they and their network stand. */
export async function seedEstate(
  clients: SeedClients,
  account: SandboxAccount,
): Promise<void> {
  const config = await clients.configFor(account.accountId, WORKLOAD_REGION);
  const network = await makeNetwork(config, account);
  const here = ESTATES[account.estate].filter(
    spec => spec.environments?.includes(account.environment) ?? true,
  );
  await Promise.all(
    here.map(async spec => {
      const region = spec.region ?? WORKLOAD_REGION;
      const there = await clients.configFor(account.accountId, region);
      const context = { config: there, account, region, network };
      await MAKERS[spec.kind](context, spec);
    }),
  );
}
