// SPDX-License-Identifier: Apache-2.0
import {
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import {
  AwsSecurityFinding,
  paginateGetFindings,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { clientConfig } from '../../__testUtils__/clients';
import { Sandbox, startSandbox } from '../../startSandbox';
import { SANDBOX_ACCOUNTS, SANDBOX_REGIONS } from '../accounts';
import { ESTATES } from '../estates';
import { expectedFindings, seededFindings } from './expected';

const WITH_HUB = SANDBOX_ACCOUNTS.filter(each => each.estate !== 'ai-core');

describe('the seeded findings', () => {
  const seeded = seededFindings();
  let sandbox: Sandbox;
  let found: AwsSecurityFinding[] = [];
  let startedAt: number;
  const tags = new Map<string, Record<string, string>>();

  beforeAll(async () => {
    startedAt = Date.now();
    sandbox = await startSandbox({ seed: 'full' });
    const places = SANDBOX_ACCOUNTS.flatMap(({ accountId }) =>
      SANDBOX_REGIONS.map(region => ({ accountId, region })),
    );
    for (const place of places) {
      const config = await clientConfig(sandbox.endpoint, {
        roleArn: `arn:aws:iam::${place.accountId}:role/groundwork-sweep`,
        region: place.region,
      });
      if (WITH_HUB.some(each => each.accountId === place.accountId)) {
        found = [...found, ...(await readFindings(config))];
      }
      await readTags(config);
    }
  }, 180_000);
  afterAll(() => sandbox.stop());

  type Config = Awaited<ReturnType<typeof clientConfig>>;
  async function readFindings(config: Config) {
    const read = [];
    const client = new SecurityHubClient(config);
    for await (const page of paginateGetFindings({ client }, {})) {
      read.push(...(page.Findings ?? []));
    }
    return read;
  }
  async function readTags(config: Config) {
    const client = new ResourceGroupsTaggingAPIClient(config);
    for await (const page of paginateGetResources({ client }, {})) {
      for (const each of page.ResourceTagMappingList ?? []) {
        const pairs = (each.Tags ?? []).map(t => [t.Key, t.Value]);
        tags.set(each.ResourceARN ?? '', Object.fromEntries(pairs));
      }
    }
  }
  const count = (isWanted: (finding: AwsSecurityFinding) => boolean) =>
    found.filter(isWanted).length;

  it('are in the hubs as they are planned, and nothing else is', () => {
    const shown = found.map(finding => ({
      id: finding.Id,
      accountId: finding.AwsAccountId,
      region: finding.Region,
      title: finding.Title,
      severity: finding.Severity?.Label,
      recordState: finding.RecordState,
      workflowStatus: finding.Workflow?.Status,
      complianceStatus: finding.Compliance?.Status,
    }));
    const planned = seeded.map(each => ({
      id: each.id,
      accountId: each.accountId,
      region: each.region,
      title: each.title,
      severity: each.severity,
      recordState: each.recordState,
      workflowStatus: each.workflowStatus,
      complianceStatus: each.complianceStatus,
    }));
    const byId = (a: { id?: string }, b: { id?: string }) =>
      (a.id ?? '') < (b.id ?? '') ? -1 : 1;
    expect(shown.sort(byId)).toEqual(planned.sort(byId));
    expect(new Set(found.map(each => each.Id)).size).toBe(found.length);
  });

  it('are enough, of every kind', () => {
    expect(found.length).toBeGreaterThanOrEqual(300);
    expect(count(f => f.ProductName === 'GuardDuty')).toBeGreaterThanOrEqual(
      60,
    );
    expect(count(f => f.ProductName === 'Inspector')).toBeGreaterThanOrEqual(
      10,
    );
    const states = ['RESOLVED', 'SUPPRESSED', 'NOTIFIED'];
    for (const state of states) {
      expect(count(f => f.Workflow?.Status === state)).toBeGreaterThan(5);
    }
    expect(count(f => f.RecordState === 'ARCHIVED')).toBeGreaterThan(5);
    expect(count(f => f.Compliance?.Status === 'PASSED')).toBeGreaterThan(5);
    expect(count(f => f.Region === 'eu-west-1')).toBeGreaterThan(20);
    for (const { accountId } of WITH_HUB) {
      expect(count(f => f.AwsAccountId === accountId)).toBeGreaterThan(10);
    }
    const labels = new Set(found.map(f => f.Severity?.Label));
    expect([...labels].sort()).toEqual(['CRITICAL', 'HIGH', 'LOW', 'MEDIUM']);
  });

  it('are spread over 120 days before the seed', () => {
    const ages = found.map(
      f => (startedAt - new Date(f.CreatedAt ?? '').getTime()) / 86_400_000,
    );
    expect(Math.min(...ages)).toBeGreaterThan(-0.01);
    expect(Math.max(...ages)).toBeLessThan(122);
    for (const from of [0, 30, 60, 90]) {
      const inMonth = ages.filter(age => age >= from && age < from + 30);
      expect(inMonth.length).toBeGreaterThan(30);
    }
    for (const f of found) {
      expect(new Date(f.UpdatedAt ?? '').getTime()).toBeGreaterThanOrEqual(
        new Date(f.CreatedAt ?? '').getTime(),
      );
    }
  });

  const ofProduct = (name: string) =>
    found.filter(finding => finding.ProductName === name);

  it('carry what GuardDuty saw', () => {
    for (const finding of ofProduct('GuardDuty')) {
      expect(finding.Types?.[0]).toMatch(/^TTPs\/.+:.+-/);
      expect(finding.Action?.ActionType).toMatch(/^[A-Z_]+$/);
      expect(Number(finding.Severity?.Original)).toBeGreaterThan(0);
    }
  });

  it('carry the control, its standards and what to do', () => {
    for (const finding of ofProduct('Security Hub')) {
      expect(finding.GeneratorId).toBe(
        `security-control/${finding.Compliance?.SecurityControlId}`,
      );
      expect(finding.Compliance?.AssociatedStandards).toHaveLength(2);
      expect(finding.Remediation?.Recommendation?.Url).toMatch(/^https:/);
    }
  });

  it('carry the vulnerability', () => {
    for (const finding of ofProduct('Inspector')) {
      expect(finding.Vulnerabilities?.[0].Id).toMatch(/^CVE-/);
    }
  });

  it('are expected only where they exist', () => {
    const existing = new Set(found.map(finding => finding.Id));
    const expected = [...expectedFindings().values()].flat();
    expect(expected.filter(id => !existing.has(id))).toEqual([]);
    const owned = new Set(expected);
    const nobodys = found.filter(each => !owned.has(each.Id ?? ''));
    expect(nobodys).toHaveLength(
      seeded.filter(each => each.belongsTo.length === 0).length,
    );
    expect(nobodys.length).toBeGreaterThan(15);
  });

  it('are about resources that exist, but for those that say otherwise', () => {
    const missing = found
      .flatMap(finding => finding.Resources ?? [])
      .map(resource => resource.Id ?? '')
      .filter(id => !tags.has(id) && !id.startsWith('AWS::'));
    expect([...new Set(missing)].sort()).toEqual([
      'arn:aws:dynamodb:us-east-1:444444444441:table/status-drafts',
      'arn:aws:rds:us-east-1:333333333333:db:ephemeris-db-old',
      'arn:aws:s3:::auterity-drafts-222222222223',
    ]);
  });

  it('has every tagged resource of the estates in the Tagging API', () => {
    const named = new Set(
      [...tags.values()].map(each => each['backstage:entity-ref']),
    );
    const wanted = Object.values(ESTATES).flatMap(specs =>
      specs.flatMap(spec => spec.entity ?? []),
    );
    expect(wanted.filter(ref => !named.has(ref))).toEqual([]);
  });
});
