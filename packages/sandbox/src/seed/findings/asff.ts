// SPDX-License-Identifier: Apache-2.0
import type { AwsSecurityFinding, Resource } from '@aws-sdk/client-securityhub';
import { CONTROLS, STANDARDS } from './controls';
import { evidenceOf } from './evidence';
import { randomOf } from './random';
import { THREATS } from './threats';
import { FindingSeverity, PlannedFinding, PlannedResource } from './types';
import { VULNERABILITIES } from './vulnerabilities';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The normalized value each label stands for. */
export const NORMALIZED: Record<FindingSeverity, number> = {
  INFORMATIONAL: 0,
  LOW: 1,
  MEDIUM: 40,
  HIGH: 70,
  CRITICAL: 90,
};

/** What the plan cannot know before the seed runs. */
export interface AsffContext {
  /** The start of the seed. */
  now: Date;
  /** `kind/name` of a resource → its ARN. */
  lookups: ReadonlyMap<string, string>;
  /** Tags that every resource of the account carries. */
  accountTags: Record<string, string>;
}

function resourceOf(
  planned: PlannedResource,
  finding: PlannedFinding,
  context: AsffContext,
): Resource {
  const lookup = /^\{lookup:(.+)\}$/.exec(planned.id)?.[1];
  const id = lookup ? context.lookups.get(lookup) : planned.id;
  return {
    Type: planned.type,
    Id: (id ?? `arn:aws:unknown:::${lookup}`)
      .replaceAll('{account}', finding.accountId)
      .replaceAll('{region}', finding.region),
    Partition: 'aws',
    Region: finding.region,
    Tags: { ...context.accountTags, ...planned.tags },
  };
}

function ofControl(finding: PlannedFinding): Partial<AwsSecurityFinding> {
  const { rule, complianceStatus } = finding;
  const page = `https://docs.aws.amazon.com/console/securityhub/${rule}/remediation`;
  return {
    GeneratorId: `security-control/${rule}`,
    Types: [
      'Software and Configuration Checks/Industry and Regulatory Standards',
    ],
    Description: `This control checks the following: ${finding.title}.`,
    Compliance: {
      Status: complianceStatus,
      SecurityControlId: rule,
      AssociatedStandards: STANDARDS.map(StandardsId => ({ StandardsId })),
      RelatedRequirements: CONTROLS[rule].related,
    },
    Remediation: {
      Recommendation: {
        Text: 'How to correct this is told in the Security Hub controls documentation.',
        Url: page,
      },
    },
    ProductFields: {
      'aws/securityhub/ProductName': 'Security Hub',
      'aws/securityhub/CompanyName': 'AWS',
      'aws/securityhub/FindingId': finding.id,
      'Resources:0/Id': finding.resources[0].id,
    },
  };
}

function ofThreat(finding: PlannedFinding): Partial<AwsSecurityFinding> {
  const threat = THREATS[finding.rule];
  const arn = finding.id;
  return {
    GeneratorId: arn.split('/finding/')[0],
    Types: [threat.asffType],
    Description: `${threat.title} GuardDuty calls it ${finding.rule}.`,
    SourceUrl: `https://${
      finding.region
    }.console.aws.amazon.com/guardduty/home?region=${
      finding.region
    }#/findings?macros=current&fId=${arn.split('/').at(-1)}`,
    ...evidenceOf(threat, { findingArn: arn, random: randomOf(arn) }),
  };
}

function ofVulnerability(finding: PlannedFinding): Partial<AwsSecurityFinding> {
  const { packageName, installed, fixed, score } =
    VULNERABILITIES[finding.rule];
  return {
    GeneratorId: 'AWSInspector',
    Types: ['Software and Configuration Checks/Vulnerabilities/CVE'],
    Description: `${packageName} ${installed} is installed; ${finding.rule} is fixed in ${fixed}.`,
    Vulnerabilities: [
      {
        Id: finding.rule,
        Cvss: [{ Version: '3.1', BaseScore: score, Source: 'NVD' }],
        FixAvailable: 'YES',
        ExploitAvailable: score >= 9 ? 'YES' : 'NO',
        VulnerablePackages: [
          {
            Name: packageName,
            Version: installed,
            FixedInVersion: fixed,
            PackageManager: 'OS',
          },
        ],
        ReferenceUrls: [`https://nvd.nist.gov/vuln/detail/${finding.rule}`],
      },
    ],
    Remediation: {
      Recommendation: { Text: `Update ${packageName} to ${fixed}.` },
    },
    ProductFields: {
      'aws/inspector/FindingStatus': 'ACTIVE',
      'aws/inspector/inspectorScore': `${score}`,
      'aws/securityhub/ProductName': 'Inspector',
    },
  };
}

const PARTS = {
  securityhub: ofControl,
  guardduty: ofThreat,
  inspector: ofVulnerability,
};

function severityOf(finding: PlannedFinding): AwsSecurityFinding['Severity'] {
  const Normalized = NORMALIZED[finding.severity];
  if (finding.withoutLabel) return { Normalized };
  const score = THREATS[finding.rule]?.score;
  return {
    Label: finding.severity,
    Normalized,
    Original: score === undefined ? finding.severity : `${score}`,
    ...(score !== undefined && { Product: score }),
  };
}

function datesOf(finding: PlannedFinding, now: Date) {
  // Off the full day, so that no two findings stand at one instant only because of their age in days.
  const offset = Math.floor(randomOf(`${finding.id}|time`)() * 1_400);
  const at = (daysAgo: number) =>
    new Date(
      now.getTime() - daysAgo * DAY_MS - (offset + 5) * MINUTE_MS,
    ).toISOString();
  const created = at(finding.createdDaysAgo);
  const updated = at(finding.updatedDaysAgo);
  return {
    FirstObservedAt: created,
    CreatedAt: created,
    LastObservedAt: updated,
    UpdatedAt: updated,
  };
}

/** The finding in the AWS Security Finding Format of 2018-10-08. */
export function toAsff(
  finding: PlannedFinding,
  context: AsffContext,
): AwsSecurityFinding {
  const { accountId, region, product } = finding;
  return {
    GeneratorId: undefined,
    Description: undefined,
    ...PARTS[product](finding),
    SchemaVersion: '2018-10-08',
    Id: finding.id,
    ProductArn: `arn:aws:securityhub:${region}::product/aws/${product}`,
    AwsAccountId: accountId,
    Region: region,
    ...datesOf(finding, context.now),
    Severity: severityOf(finding),
    Title: finding.title,
    Resources: finding.resources.map(each =>
      resourceOf(each, finding, context),
    ),
    RecordState: finding.recordState,
    Workflow: { Status: finding.workflowStatus },
    Sample: false,
  };
}
