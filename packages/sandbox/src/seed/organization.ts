// SPDX-License-Identifier: Apache-2.0
import {
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListAccountsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  MANAGEMENT_ACCOUNT_ID,
  SANDBOX_ACCOUNTS,
  SandboxAccount,
} from './accounts';
import { ignoreExisting } from './ignoreExisting';
import { SeedClients } from './SeedClients';

/** The baseline guard rails that nobody attached: FIX-1. */
const BASELINE_SCP = {
  Name: 'groundwork-baseline',
  Description: 'Denies leaving the organization and switching off the trail',
  Type: 'SERVICE_CONTROL_POLICY',
  Content: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'StayInOrganization',
        Effect: 'Deny',
        Action: ['organizations:LeaveOrganization'],
        Resource: '*',
      },
      {
        Sid: 'KeepTrail',
        Effect: 'Deny',
        Action: ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail'],
        Resource: '*',
      },
    ],
  }),
} as const;

const UNITS = ['production', 'staging', 'development'] as const;

async function existingUnits(client: OrganizationsClient, rootId: string) {
  const { OrganizationalUnits = [] } = await client.send(
    new ListOrganizationalUnitsForParentCommand({ ParentId: rootId }),
  );
  return new Map(OrganizationalUnits.map(unit => [unit.Name, unit.Id]));
}

async function makeUnits(client: OrganizationsClient, rootId: string) {
  const units = await existingUnits(client, rootId);
  for (const Name of UNITS.filter(name => !units.has(name))) {
    const { OrganizationalUnit } = await client.send(
      new CreateOrganizationalUnitCommand({ ParentId: rootId, Name }),
    );
    units.set(Name, OrganizationalUnit?.Id);
  }
  return units;
}

async function makeAccount(
  client: OrganizationsClient,
  account: SandboxAccount,
  place: { rootId: string; unitId?: string },
) {
  await client.send(
    new CreateAccountCommand({
      AccountName: account.name,
      Email: `${account.name}@groundwork.example`,
      Tags: [
        { Key: 'sandbox:account-id', Value: account.accountId },
        { Key: 'environment', Value: account.environment },
        { Key: 'owner', Value: account.owner },
      ],
    }),
  );
  await client.send(
    new MoveAccountCommand({
      AccountId: account.accountId,
      SourceParentId: place.rootId,
      DestinationParentId: place.unitId,
    }),
  );
}

/** Creates the organization, its accounts and the baseline policy, attached to nothing. */
export async function seedOrganization(clients: SeedClients): Promise<void> {
  const client = new OrganizationsClient(
    await clients.configFor(MANAGEMENT_ACCOUNT_ID, 'us-east-1'),
  );
  await ignoreExisting(() =>
    client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' })),
  );
  const { Roots = [] } = await client.send(new ListRootsCommand({}));
  const rootId = Roots[0]?.Id ?? '';
  await ignoreExisting(() =>
    client.send(
      new EnablePolicyTypeCommand({
        RootId: rootId,
        PolicyType: 'SERVICE_CONTROL_POLICY',
      }),
    ),
  );
  const units = await makeUnits(client, rootId);
  const { Accounts = [] } = await client.send(new ListAccountsCommand({}));
  const there = new Set(Accounts.map(account => account.Id));
  const missing = SANDBOX_ACCOUNTS.filter(a => !there.has(a.accountId));
  await Promise.all(
    missing.map(account =>
      makeAccount(client, account, {
        rootId,
        unitId: units.get(account.environment),
      }),
    ),
  );
  await ignoreExisting(() =>
    client.send(new CreatePolicyCommand(BASELINE_SCP)),
  );
}
