// SPDX-License-Identifier: Apache-2.0
import {
  type AwsSecurityFindingFilters,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { type Sandbox, makeFindings, startSandbox } from '@groundwork/sandbox';
import { BENCH_ACCOUNTS, owningEntities } from '../backend/catalog';
import { emulatorClientConfig } from '../emulator';
import type { Figure, Measurement } from '../figure';
import { startFindings, timeViews } from './findingsRequests';

const FINDINGS = 10_000;
const ROUNDS = 3;
const ENTITIES_PER_ROUND = 40;
const FIRST_ENTITY = 100;
const PAGE = 100;

/** A client for each account and Region, with a hub that holds its share of the findings. */
type Hubs = ReadonlyMap<string, SecurityHubClient>;

async function fillHubs(sandbox: Sandbox): Promise<Hubs> {
  const findings = makeFindings({
    count: FINDINGS,
    accounts: BENCH_ACCOUNTS.map(({ accountId }) => accountId),
    regions: BENCH_ACCOUNTS[0].regions,
    entities: owningEntities,
    seed: 1,
  });
  const hubs = new Map<string, SecurityHubClient>();
  for (const { accountId, regions } of BENCH_ACCOUNTS) {
    for (const region of regions) {
      const target = { accountId, region };
      const config = await emulatorClientConfig(sandbox, target);
      const client = new SecurityHubClient(config);
      await client.send(new EnableSecurityHubCommand({}));
      hubs.set(`${accountId}/${region}`, client);
      await sandbox.putFindings({
        ...target,
        findings: findings.filter(
          ({ AwsAccountId, Region }) =>
            AwsAccountId === accountId && Region === region,
        ),
      });
    }
  }
  return hubs;
}

function openFindingsOf(resourceArns: readonly string[]) {
  const equals = (values: readonly string[]) =>
    values.map(Value => ({ Value, Comparison: 'EQUALS' as const }));
  const filters: AwsSecurityFindingFilters = {
    ResourceId: equals(resourceArns),
    RecordState: equals(['ACTIVE']),
    WorkflowStatus: equals(['NEW', 'NOTIFIED']),
  };
  return filters;
}

/** What a plugin without a store does for one view: it does not know where the resources are, and asks each account and Region. */
async function readLive(
  hubs: Hubs,
  resourceArns: readonly string[],
): Promise<number> {
  let found = 0;
  for (const client of hubs.values()) {
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new GetFindingsCommand({
          Filters: openFindingsOf(resourceArns),
          SortCriteria: [{ Field: 'SeverityNormalized', SortOrder: 'desc' }],
          MaxResults: PAGE,
          NextToken,
        }),
      );
      found += page.Findings?.length ?? 0;
      NextToken = page.NextToken || undefined;
    } while (NextToken);
  }
  return found;
}

async function timeLive(hubs: Hubs, from: number): Promise<number[]> {
  const samples: number[] = [];
  let found = 0;
  for (const { resourceArns } of owningEntities.slice(
    from,
    from + ENTITIES_PER_ROUND,
  )) {
    const startedAt = performance.now();
    found += await readLive(hubs, resourceArns);
    samples.push(performance.now() - startedAt);
  }
  if (found === 0) throw new Error('The emulator showed no findings');
  return samples;
}

/** For information: on a page view AWS is never asked. */
export const findingsLive: Figure = {
  name: 'aws-security/findings-live',
  title: `findings of an entity read live from ${
    BENCH_ACCOUNTS.length * BENCH_ACCOUNTS[0].regions.length
  } accounts and Regions of the emulator, page by page; the baseline is the same view from the store (sqlite, ${FINDINGS} findings)`,
  unit: 'ms',
  statistic: 'p95',
  async measure(environment) {
    const stored = await startFindings(environment, 'sqlite', FINDINGS);
    const sandbox = await startSandbox();
    try {
      const hubs = await fillHubs(sandbox);
      const rounds: Measurement[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        environment.say(`  round ${round + 1} of ${ROUNDS}`);
        const from = FIRST_ENTITY + round * ENTITIES_PER_ROUND;
        const samples = await timeLive(hubs, from);
        const entities = owningEntities.slice(from, from + ENTITIES_PER_ROUND);
        rounds.push({ samples, baseline: await timeViews(stored, entities) });
      }
      return rounds;
    } finally {
      await sandbox.stop();
    }
  },
};
