// SPDX-License-Identifier: Apache-2.0
import {
  AwsSecurityFinding,
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { clientConfig } from './__testUtils__/clients';
import { makeFindings } from './seed/findings';
import { Sandbox, startSandbox } from './startSandbox';

const [EARLIER, FIRST, LATER, LAST] = [
  '2026-09-30T00:00:00.000Z',
  '2026-10-01T00:00:00.000Z',
  '2026-10-02T00:00:00.000Z',
  '2026-10-03T00:00:00.000Z',
];

describe('importing findings', () => {
  let sandbox: Sandbox;
  let hub: SecurityHubClient;
  beforeAll(async () => {
    sandbox = await startSandbox();
    hub = new SecurityHubClient(await clientConfig(sandbox.endpoint));
    await hub.send(new EnableSecurityHubCommand({}));
  }, 60_000);
  afterAll(() => sandbox.stop());

  const [model] = makeFindings({
    count: 1,
    accounts: ['100000000000'],
    regions: ['us-east-1'],
    seed: 1,
  });
  const finding = (
    Id: string,
    changes: Partial<AwsSecurityFinding> = {},
  ): AwsSecurityFinding => ({
    ...model,
    Id,
    CreatedAt: FIRST,
    UpdatedAt: FIRST,
    RecordState: 'ACTIVE',
    Workflow: undefined,
    Compliance: undefined,
    ...changes,
  });
  const put = (...Findings: AwsSecurityFinding[]) =>
    hub.send(new BatchImportFindingsCommand({ Findings }));
  async function read(id: string) {
    const { Findings = [] } = await hub.send(
      new GetFindingsCommand({
        Filters: { Id: [{ Value: id, Comparison: 'EQUALS' }] },
      }),
    );
    expect(Findings).toHaveLength(1);
    return Findings[0];
  }

  it('fills in what follows from the rest', async () => {
    await put(
      finding('defaults', {
        Severity: { Normalized: 75 },
        ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/guardduty',
      }),
    );
    expect(await read('defaults')).toMatchObject({
      Severity: { Label: 'HIGH', Normalized: 75 },
      ProductName: 'GuardDuty',
      CompanyName: 'AWS',
      Region: 'us-east-1',
      RecordState: 'ACTIVE',
      Workflow: { Status: 'NEW' },
    });
  });

  it('keeps what customers set when the product sends a newer state', async () => {
    await put(finding('kept'));
    await hub.send(
      new BatchUpdateFindingsCommand({
        FindingIdentifiers: [{ Id: 'kept', ProductArn: model.ProductArn }],
        Workflow: { Status: 'SUPPRESSED' },
        Note: { Text: 'Accepted', UpdatedBy: 'sol.okafor' },
      }),
    );
    await put(
      finding('kept', {
        UpdatedAt: LATER,
        Title: 'Newer',
        Workflow: { Status: 'NEW' },
      }),
    );
    expect(await read('kept')).toMatchObject({
      Title: 'Newer',
      UpdatedAt: LATER,
      Workflow: { Status: 'SUPPRESSED' },
      Note: { Text: 'Accepted' },
    });
  });

  it.each([
    ['as old', FIRST],
    ['older', EARLIER],
  ])('ignores an update that is %s', async (_, UpdatedAt) => {
    const id = `ignored ${UpdatedAt}`;
    await put(finding(id));
    const answer = await put(finding(id, { UpdatedAt, Title: 'Stale' }));
    expect(answer.SuccessCount).toBe(1);
    expect(await read(id)).toMatchObject({
      Title: model.Title,
      UpdatedAt: FIRST,
    });
  });

  it('resolves what passed and opens it again when it fails', async () => {
    await put(finding('control', { Compliance: { Status: 'FAILED' } }));
    expect((await read('control')).Workflow?.Status).toBe('NEW');
    await put(
      finding('control', {
        UpdatedAt: LATER,
        Compliance: { Status: 'PASSED' },
      }),
    );
    expect((await read('control')).Workflow?.Status).toBe('RESOLVED');
    await put(
      finding('control', { UpdatedAt: LAST, Compliance: { Status: 'FAILED' } }),
    );
    expect((await read('control')).Workflow?.Status).toBe('NEW');
  });

  it('opens what was notified when an archived finding is active again', async () => {
    await put(
      finding('back', {
        RecordState: 'ARCHIVED',
        Workflow: { Status: 'NOTIFIED' },
      }),
    );
    await put(finding('back', { UpdatedAt: LATER }));
    expect(await read('back')).toMatchObject({
      RecordState: 'ACTIVE',
      Workflow: { Status: 'NEW' },
    });
  });

  it.each<[string, Partial<AwsSecurityFinding>]>([
    ['of another account', { AwsAccountId: '222222222221' }],
    ['without resources', { Resources: [] }],
    ['with a wrong date', { UpdatedAt: 'yesterday' }],
    ['without severity', { Severity: {} }],
    ['of another format', { SchemaVersion: '2017-01-01' }],
    ['larger than 240 KB', { Description: 'x'.repeat(250_000) }],
  ])('refuses a finding %s and imports the rest', async (what, changes) => {
    const answer = await put(
      finding(`bad ${what}`, changes),
      finding(`good ${what}`),
    );
    expect(answer).toMatchObject({
      FailedCount: 1,
      SuccessCount: 1,
      FailedFindings: [{ Id: `bad ${what}`, ErrorCode: 'InvalidInput' }],
    });
    expect((await read(`good ${what}`)).Title).toBe(model.Title);
  });

  it('refuses more than a hundred at once', async () => {
    const many = Array.from({ length: 101 }, (_, i) => finding(`many-${i}`));
    await expect(put(...many)).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  });
});
