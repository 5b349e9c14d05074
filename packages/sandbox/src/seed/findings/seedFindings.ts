// SPDX-License-Identifier: Apache-2.0
import {
  BatchImportFindingsCommand,
  GetFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { ServiceUnavailableError } from '@backstage/errors';
import { SandboxAccount, SANDBOX_REGIONS } from '../accounts';
import { tagsOf } from '../makers';
import { SeedClients } from '../SeedClients';
import { toAsff } from './asff';
import { FINDINGS_PLAN } from './plan';
import { lookUpArns } from './resourceArns';

const BATCH = 100;

async function isSeeded(hub: SecurityHubClient, lastId: string) {
  const { Findings = [] } = await hub.send(
    new GetFindingsCommand({
      Filters: { Id: [{ Value: lastId, Comparison: 'EQUALS' }] },
    }),
  );
  return Findings.length > 0;
}

async function importInto(
  clients: SeedClients,
  account: SandboxAccount,
  options: { region: string; now: Date },
) {
  const { region, now } = options;
  const { accountId } = account;
  const planned = FINDINGS_PLAN.filter(
    each => each.accountId === accountId && each.region === region,
  );
  const config = await clients.configFor(accountId, region);
  const hub = new SecurityHubClient(config);
  if (planned.length === 0 || (await isSeeded(hub, planned.at(-1)?.id ?? ''))) {
    return;
  }
  const lookups = await lookUpArns(config, accountId);
  const context = { now, lookups, accountTags: tagsOf(account) };
  for (let start = 0; start < planned.length; start += BATCH) {
    const batch = planned.slice(start, start + BATCH);
    const { FailedFindings = [] } = await hub.send(
      new BatchImportFindingsCommand({
        Findings: batch.map(each => toAsff(each, context)),
      }),
    );
    if (FailedFindings.length > 0) {
      const [first] = FailedFindings;
      throw new ServiceUnavailableError(
        `${FailedFindings.length} findings of ${accountId} in ${region} were not imported; the first is ${first.Id}: ${first.ErrorMessage}`,
      );
    }
  }
}

/** Imports an account's findings in both Regions, once; ages count from `now`. */
export async function seedFindings(
  clients: SeedClients,
  account: SandboxAccount,
  now: Date,
): Promise<void> {
  await Promise.all(
    SANDBOX_REGIONS.map(region =>
      importInto(clients, account, { region, now }),
    ),
  );
}
