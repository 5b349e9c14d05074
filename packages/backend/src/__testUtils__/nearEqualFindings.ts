// SPDX-License-Identifier: Apache-2.0
import {
  FINDING_SEVERITIES,
  SANDBOX_REGIONS,
  makeRandom,
} from '@groundwork/sandbox';
import { type PlannedResource, SIX_ACCOUNTS, pick } from './nearEqual';

const DAY_MS = 24 * 60 * 60 * 1_000;
const PER_HUB = 25;

/** Findings about resources that are alike, about none that is there, about two at once and about whole accounts. */
export function nearEqualFindings(
  seed: number,
  resources: readonly PlannedResource[],
) {
  const random = makeRandom(seed);
  const places = SIX_ACCOUNTS.flatMap(accountId =>
    SANDBOX_REGIONS.map(region => ({ accountId, region })),
  );
  return places.map(({ accountId, region }) => {
    const here = resources.filter(
      each => each.accountId === accountId && each.region === region,
    );
    const idOf = () =>
      pick(random, [
        pick(random, here).arn,
        pick(random, here).arn,
        `${pick(random, here).arn}-gone`,
        pick(random, resources).arn,
        `AWS::::Account:${accountId}`,
      ]);
    const findings = Array.from({ length: PER_HUB }, (_, index) => {
      const ids = random() < 0.25 ? [idOf(), idOf()] : [idOf()];
      const at = Date.now() - Math.floor(random() * 60 * DAY_MS);
      return {
        SchemaVersion: '2018-10-08',
        Id: `finding-${accountId}-${region}-${index}`,
        ProductArn: `arn:aws:securityhub:${region}::product/aws/${pick(random, [
          'guardduty',
          'inspector',
        ])}`,
        GeneratorId: 'near-equal',
        AwsAccountId: accountId,
        Region: region,
        Title: `Title ${accountId} ${region} ${index}`,
        Description: 'Alike',
        Types: ['Software and Configuration Checks'],
        Severity: { Label: pick(random, FINDING_SEVERITIES) },
        RecordState: random() < 0.1 ? 'ARCHIVED' : 'ACTIVE',
        Workflow: {
          Status: pick(random, ['NEW', 'NEW', 'NOTIFIED', 'RESOLVED']),
        },
        Resources: ids.map(Id => ({ Type: 'Other', Id, Region: region })),
        CreatedAt: new Date(at - DAY_MS).toISOString(),
        UpdatedAt: new Date(at).toISOString(),
      };
    });
    return { accountId, region, findings };
  });
}
