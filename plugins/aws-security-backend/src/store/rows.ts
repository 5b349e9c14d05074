// SPDX-License-Identifier: Apache-2.0
import {
  type Finding,
  type FindingDetail,
  SEVERITIES,
  severityRank,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { FindingRecord, ReadTarget } from './records';
import type { Value } from './sql';

/** Columns of `findings`, in the order of {@link findingRow}. */
export const FINDING_COLUMNS = [
  'id',
  'digest',
  'product',
  'guard_duty',
  'title',
  'severity_rank',
  'workflow_status',
  'record_state',
  'compliance_status',
  'control_id',
  'account_id',
  'region',
  'resource_id',
  'resource_type',
  'resource_region',
  'group_key',
  'created_at',
  'updated_at',
  'first_seen_at',
  'last_seen_at',
  'source_account_id',
  'source_region',
] as const;

/** Columns of `finding_details`, in the order of {@link detailRow}. */
export const DETAIL_COLUMNS = [
  'finding_id',
  'product_arn',
  'source_id',
  'description',
  'types',
  'standards',
  'remediation',
  'evidence',
] as const;

/** Columns of `finding_resources`, in the order of {@link resourceRows}. */
export const RESOURCE_COLUMNS = [
  'finding_id',
  'position',
  'resource_id',
  'resource_type',
  'resource_region',
  'arn',
] as const;

/** Active, and new or notified. */
export function isOpen(
  finding: Pick<Finding, 'recordState' | 'workflowStatus'>,
): boolean {
  return (
    finding.recordState === 'active' &&
    (finding.workflowStatus === 'new' || finding.workflowStatus === 'notified')
  );
}

export function findingRow(
  record: FindingRecord,
  { source, at }: { source: ReadTarget; at: string },
): Value[] {
  const [resource] = record.resources;
  return [
    record.id,
    record.digest,
    record.product,
    record.guardDuty ? 1 : 0,
    record.title,
    severityRank(record.severity),
    record.workflowStatus,
    record.recordState,
    record.complianceStatus ?? null,
    record.controlId ?? null,
    record.accountId,
    record.region,
    resource.id,
    resource.type,
    resource.region ?? null,
    record.groupKey,
    record.createdAt,
    record.updatedAt,
    at,
    at,
    source.accountId,
    source.region,
  ];
}

export function detailRow(record: FindingRecord): Value[] {
  return [
    record.id,
    record.productArn,
    record.sourceId,
    record.description,
    JSON.stringify(record.types),
    JSON.stringify(record.standards),
    JSON.stringify(record.remediation),
    record.evidence,
  ];
}

export function resourceRows(record: FindingRecord): Value[][] {
  return record.resources.map(({ id, type, region, arn }, position) => [
    record.id,
    position,
    id,
    type,
    region ?? null,
    arn,
  ]);
}

/** What lists select of `findings`. */
export interface ListRow {
  id: string;
  product: string;
  title: string;
  severity_rank: number;
  workflow_status: Finding['workflowStatus'];
  record_state: Finding['recordState'];
  compliance_status: Exclude<Finding['complianceStatus'], undefined> | null;
  control_id: string | null;
  account_id: string;
  region: string;
  resource_id: string;
  resource_type: string;
  resource_region: string | null;
  created_at: string;
  updated_at: string;
  first_seen_at: string;
  last_seen_at: string;
}

/** Columns of {@link ListRow}. */
export const LIST_COLUMNS: readonly (keyof ListRow)[] = [
  'id',
  'product',
  'title',
  'severity_rank',
  'workflow_status',
  'record_state',
  'compliance_status',
  'control_id',
  'account_id',
  'region',
  'resource_id',
  'resource_type',
  'resource_region',
  'created_at',
  'updated_at',
  'first_seen_at',
  'last_seen_at',
];

/** A row of `finding_details`. */
export interface DetailRow {
  product_arn: string;
  source_id: string;
  description: string;
  types: string;
  standards: string;
  remediation: string;
  evidence: string;
}

/** A row of `finding_resources`. */
export interface ResourceRow {
  resource_id: string;
  resource_type: string;
  resource_region: string | null;
}

export function toFinding(row: ListRow): Finding {
  return {
    id: row.id,
    product: row.product,
    title: row.title,
    severity: SEVERITIES[row.severity_rank],
    workflowStatus: row.workflow_status,
    recordState: row.record_state,
    complianceStatus: row.compliance_status ?? undefined,
    controlId: row.control_id ?? undefined,
    accountId: row.account_id,
    region: row.region,
    resource: toResource(row),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
  };
}

export function toResource(row: ResourceRow): Finding['resource'] {
  return {
    id: row.resource_id,
    type: row.resource_type,
    region: row.resource_region ?? undefined,
  };
}

export function toDetail(
  row: DetailRow,
): Omit<FindingDetail, keyof Finding | 'resource' | 'resources' | 'history'> {
  return {
    productArn: row.product_arn,
    sourceId: row.source_id,
    description: row.description,
    types: JSON.parse(row.types),
    standards: JSON.parse(row.standards),
    remediation: JSON.parse(row.remediation),
    evidence: JSON.parse(row.evidence),
  };
}
