// SPDX-License-Identifier: Apache-2.0

/** The products of AWS that the seeded findings come from. @public */
export type FindingProduct = 'guardduty' | 'inspector' | 'securityhub';

/** Severity labels of the AWS Security Finding Format, the least first. @public */
export const FINDING_SEVERITIES = [
  'INFORMATIONAL',
  'LOW',
  'MEDIUM',
  'HIGH',
  'CRITICAL',
] as const;

/** See {@link FINDING_SEVERITIES}. @public */
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** A resource a finding is about. */
export interface PlannedResource {
  /** ASFF resource type, for example `AwsS3Bucket`. */
  type: string;
  /** Its ARN or other id; `{account}` and `{region}` are put in, `{lookup:kind/name}` is asked for when it is seeded. */
  id: string;
  /** Tags the finding shows, besides the account's. They are what the product saw, not what the resource has. */
  tags?: Record<string, string>;
}

/** What is found out about a resource in each of some accounts, and whose it is, stated by hand. */
export interface Subject {
  /** Unlike that of any other subject; finding ids are made from it. */
  key: string;
  accounts: readonly string[];
  region: 'us-east-1' | 'eu-west-1';
  resources: readonly PlannedResource[];
  /** Entity refs whose own these findings are; none for what nobody owns. */
  belongsTo: readonly string[];
  /** Why somebody could take these findings for another's. */
  decoy?: string;
  /** Security control ids, GuardDuty finding types, CVE ids. */
  finds: readonly string[];
  /** The product sends no severity label, only the normalized number. */
  withoutLabel?: boolean;
}

/** A finding of the seed, as Security Hub shows it once it is imported. @public */
export interface SeededFinding {
  /** The finding's ASFF `Id`. */
  id: string;
  accountId: string;
  region: string;
  product: FindingProduct;
  /** Control id, GuardDuty finding type or CVE id. */
  rule: string;
  title: string;
  severity: FindingSeverity;
  recordState: 'ACTIVE' | 'ARCHIVED';
  workflowStatus: 'NEW' | 'NOTIFIED' | 'RESOLVED' | 'SUPPRESSED';
  /** Only of security controls. */
  complianceStatus?: 'FAILED' | 'PASSED' | 'WARNING';
  /** Entity refs whose own it is. */
  belongsTo: readonly string[];
  /** Why somebody could take it for another's; absent on plain findings. */
  decoy?: string;
}

/** A finding of the seed with what its ASFF is made from. */
export interface PlannedFinding extends SeededFinding {
  resources: readonly PlannedResource[];
  createdDaysAgo: number;
  updatedDaysAgo: number;
  withoutLabel: boolean;
}
