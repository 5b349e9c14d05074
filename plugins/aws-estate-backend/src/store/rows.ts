// SPDX-License-Identifier: Apache-2.0
import {
  type Ownership,
  type Resource,
  ownershipRuleSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

/** A row of `estate_resources`. */
export interface ResourceRow {
  arn: string;
  account_id: string;
  region: string;
  swept_region: string;
  resource_type: string;
  name: string;
  tags: string;
  first_seen_at: string;
  last_seen_at: string;
  gone_at: string | null;
  rules_key: string | null;
  owned: number | null;
  unknown_ref: string | null;
}

/** A row of `estate_resource_entities`. */
export interface OwnerRow {
  arn: string;
  entity_ref: string;
  rule: string;
}

const tagsSchema = z.record(z.string(), z.string());

/** The tags of a row. */
export function tagsOf({ tags }: Pick<ResourceRow, 'tags'>) {
  return tagsSchema.parse(JSON.parse(tags));
}

/** An owner as the wire has it. */
export function toOwnership(row: OwnerRow): Ownership {
  return {
    entityRef: row.entity_ref,
    rule: ownershipRuleSchema.parse(row.rule),
  };
}

/** A resource as the wire has it. */
export function toResource(row: ResourceRow, owners: Ownership[]): Resource {
  return {
    arn: row.arn,
    accountId: row.account_id,
    region: row.region,
    resourceType: row.resource_type,
    name: row.name,
    tags: tagsOf(row),
    owners,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
  };
}

/** Splits a list, so that no statement has more variables than a database takes. */
export function chunks<T>(items: readonly T[], size = 200): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < items.length; at += size) {
    parts.push(items.slice(at, at + size));
  }
  return parts;
}
