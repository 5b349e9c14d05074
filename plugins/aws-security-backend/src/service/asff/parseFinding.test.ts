// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  ACCOUNT,
  AT,
  CONTEXT,
  REGION,
  controlFinding,
  guardDutyFinding,
} from '../../__testUtils__/asff';
import { MAX_EVIDENCE_BYTES } from './evidence';
import { parseFinding } from './parseFinding';

const codes = (raw: unknown) =>
  parseFinding(raw, CONTEXT).problems.map(({ code, field }) => [code, field]);

describe('parseFinding', () => {
  it('reads a finding of a security control', () => {
    const raw = controlFinding();
    expect(parseFinding(raw, CONTEXT)).toMatchObject({
      id: createHash('sha256')
        .update(`${raw.ProductArn}|${raw.Id}`)
        .digest('hex')
        .slice(0, 32),
      product: 'Security Hub',
      guardDuty: false,
      title: 'S3 general purpose buckets should block public access',
      severity: 'high',
      workflowStatus: 'new',
      recordState: 'active',
      complianceStatus: 'failed',
      controlId: 'S3.8',
      accountId: ACCOUNT,
      region: REGION,
      createdAt: '2026-11-01T08:00:00.000Z',
      updatedAt: '2026-11-19T08:00:00.000Z',
      resources: [
        {
          id: 'arn:aws:s3:::auterity-media',
          type: 'AwsS3Bucket',
          region: REGION,
          arn: 'arn:aws:s3:::auterity-media',
        },
      ],
      standards: ['standards/aws-foundational-security-best-practices/v/1.0.0'],
      remediation: {
        url: 'https://docs.aws.amazon.com/console/securityhub/S3.8/remediation',
      },
      problems: [],
    });
  });

  it.each([
    { severity: { Label: 'CRITICAL' }, expected: 'critical' },
    { severity: { Label: 'informational' }, expected: 'informational' },
    { severity: { Normalized: 0 }, expected: 'informational' },
    { severity: { Normalized: 1 }, expected: 'low' },
    { severity: { Normalized: 39 }, expected: 'low' },
    { severity: { Normalized: 40 }, expected: 'medium' },
    { severity: { Normalized: 69 }, expected: 'medium' },
    { severity: { Normalized: 70 }, expected: 'high' },
    { severity: { Normalized: 89 }, expected: 'high' },
    { severity: { Normalized: 90 }, expected: 'critical' },
    { severity: { Normalized: 100 }, expected: 'critical' },
    { severity: { Original: '1.0' }, expected: 'low' },
    { severity: { Original: '4' }, expected: 'medium' },
    { severity: { Original: 7.5 }, expected: 'high' },
    { severity: { Original: '9.0' }, expected: 'critical' },
  ])('reads the severity $severity as $expected', ({ severity, expected }) => {
    const record = parseFinding(
      guardDutyFinding({ Severity: severity }),
      CONTEXT,
    );
    expect(record.severity).toBe(expected);
    expect(record.problems).toEqual([]);
  });

  it.each([
    { severity: undefined, expected: 'informational' },
    { severity: 'HIGH', expected: 'informational' },
    { severity: { Label: 'SEVERE' }, expected: 'informational' },
    { severity: { Label: 'SEVERE', Normalized: 90 }, expected: 'critical' },
    { severity: { Normalized: 101 }, expected: 'informational' },
    { severity: { Normalized: -1 }, expected: 'informational' },
    { severity: { Original: '8' }, expected: 'informational' },
  ])(
    'notes that the severity $severity of a control is unclear',
    ({ severity, expected }) => {
      const record = parseFinding(
        controlFinding({ Severity: severity }),
        CONTEXT,
      );
      expect(record.severity).toBe(expected);
      expect(record.problems.map(({ code }) => code)).toContain(
        'unclear-severity',
      );
    },
  );

  it.each([
    ['2026-11-19T08:00:00Z', '2026-11-19T08:00:00.000Z', false],
    ['2026-11-19T10:00:00.123456+02:00', '2026-11-19T08:00:00.123Z', false],
    ['yesterday', AT, true],
    ['2026-13-45T99:00:00Z', AT, true],
    ['1970-01-01T00:00:00Z', AT, true],
    ['2126-01-01T00:00:00Z', AT, true],
    [1_700_000_000, AT, true],
    [undefined, AT, true],
  ])('reads UpdatedAt %p as %s', (UpdatedAt, expected, unclear) => {
    const record = parseFinding(controlFinding({ UpdatedAt }), CONTEXT);
    expect(record.updatedAt).toBe(expected);
    expect(record.problems.map(({ code }) => code)).toEqual(
      unclear ? ['unclear-date'] : [],
    );
  });

  it.each([
    ['Workflow', { Status: 'ON_HOLD' }, ['unclear-field', 'Workflow.Status']],
    ['RecordState', 'DELETED', ['unclear-field', 'RecordState']],
    ['Compliance', { Status: 'MAYBE' }, ['unclear-field', 'Compliance.Status']],
    ['Id', undefined, ['missing-id', 'Id']],
    ['ProductArn', '', ['missing-id', 'Id']],
    ['AwsAccountId', '12', ['unclear-field', 'AwsAccountId']],
    ['AwsAccountId', undefined, ['unclear-field', 'AwsAccountId']],
    ['Region', 'moon-1', ['unclear-field', 'Region']],
    ['Title', 42, ['unclear-field', 'Title']],
    ['Resources', [], ['unclear-field', 'Resources']],
    ['Resources', 'bucket', ['unclear-field', 'Resources']],
    [
      'Remediation',
      { Recommendation: { Url: 'ftp://example.com' } },
      ['unclear-field', 'Remediation.Recommendation.Url'],
    ],
  ])('notes an unclear %s (%j)', (field, value, expected) => {
    expect(codes(controlFinding({ [field]: value }))).toContainEqual(expected);
  });

  it.each([[null], [42], ['text'], [[1, 2]], [undefined]])(
    'keeps %p, which is no finding, as evidence',
    raw => {
      const record = parseFinding(raw, CONTEXT);
      expect(record).toMatchObject({ accountId: ACCOUNT, region: REGION });
      expect(JSON.parse(record.evidence)).toEqual(raw ?? null);
      expect(codes(raw)).toContainEqual(['unclear-finding', 'Finding']);
    },
  );

  it('counts control findings of the same resource as one, whichever standard they are of', () => {
    const key = (change: Record<string, unknown>) =>
      parseFinding(controlFinding(change), CONTEXT).groupKey;
    const other = { Id: 'arn:aws:securityhub:::standard/other/finding/2' };
    expect(key(other)).toBe(key({}));
    expect(key({ Region: 'us-east-1' })).not.toBe(key({}));
    expect(
      key({ Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::other' }] }),
    ).not.toBe(key({}));
  });

  it('asks for the account where a resource has no ARN', () => {
    const [resource] = parseFinding(
      controlFinding({
        Resources: [{ Type: 'AwsAccount', Id: `AWS::::Account:${ACCOUNT}` }],
      }),
      CONTEXT,
    ).resources;
    expect(resource).toEqual({
      id: `AWS::::Account:${ACCOUNT}`,
      type: 'AwsAccount',
      region: undefined,
      arn: `arn:aws:securityhub:${REGION}:${ACCOUNT}:resource-without-arn`,
    });
  });

  it('cuts a finding of 5 MB, and says what', () => {
    const record = parseFinding(
      controlFinding({ ProductFields: { log: 'ü'.repeat(2_500_000) } }),
      CONTEXT,
    );
    expect(Buffer.byteLength(record.evidence)).toBeLessThanOrEqual(
      MAX_EVIDENCE_BYTES,
    );
    const evidence = JSON.parse(record.evidence);
    expect(evidence.GroundworkNote).toBe('Cut for its size: ProductFields');
    expect(evidence.Title).toBe(controlFinding().Title);
    expect(record.problems.map(({ code }) => code)).toEqual(['cut-evidence']);
  });

  it('cuts a description that no page could show, and says so', () => {
    const raw = controlFinding({ Description: 'x'.repeat(40_000) });
    const { description } = parseFinding(raw, CONTEXT);
    expect(description).toBe('x'.repeat(32_768));
    expect(codes(raw)).toEqual([['unclear-field', 'Description']]);
    const longest = controlFinding({ Description: 'x'.repeat(32_768) });
    expect(codes(longest)).toEqual([]);
  });

  it('keeps no NUL characters, which PostgreSQL does not store', () => {
    const record = parseFinding(controlFinding({ Title: 'a\0b' }), CONTEXT);
    expect(record.title).toBe('a\uFFFDb');
  });
});
