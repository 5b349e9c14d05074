// SPDX-License-Identifier: Apache-2.0
import { parseArn, resourceNameOf, resourceTypeOf } from '../rules/arn';
import type { SweptResource, SweptTarget } from '../store/SweptStore';

/** A tag as the API of a source writes it. */
export type Tag = readonly [key: string, value: string];

/**
 * A resource as every source tells it, so that changing the source changes no name or type. An S3 bucket's ARN names
 * neither account nor Region: they are those of the sweep. None when there is no ARN.
 */
export function toSweptResource(
  arn: string | undefined,
  tagList: readonly Tag[],
  target: SweptTarget,
): SweptResource[] {
  const parts = arn === undefined ? undefined : parseArn(arn);
  if (arn === undefined || !parts) return [];
  const tags = Object.fromEntries(tagList);
  return [
    {
      arn,
      accountId: target.accountId,
      region: parts.region ?? target.region,
      resourceType: resourceTypeOf(parts),
      name: resourceNameOf(parts, tags),
      tags,
    },
  ];
}

/** Regions as sources name them that are read with one of ours: what is global is read with us-east-1. */
export function sourceRegionsOf(region: string): string[] {
  return region === 'us-east-1' ? [region, 'global'] : [region];
}
