// SPDX-License-Identifier: Apache-2.0
import type { LifecycleRule, LifecycleRuleFilter } from '@aws-sdk/client-s3';

function filter({ And, Tag, ...one }: LifecycleRuleFilter) {
  const { Tags: TagFilters = Tag && [Tag], ...several } = And ?? {};
  return { ...one, ...several, TagFilters };
}

/** A rule of S3 in the words of CloudFormation; what has no word there keeps its own, and so differs. */
export function lifecycleRule(rule: LifecycleRule): Record<string, unknown> {
  const { ID, Filter = {}, Expiration = {}, ...same } = rule;
  const { Transitions, NoncurrentVersionTransitions, ...more } = same;
  const { Days, Date: date, ...expiration } = Expiration;
  return {
    ...more,
    ...expiration,
    ...filter(Filter),
    Id: ID,
    ExpirationInDays: Days,
    ExpirationDate: date,
    Transitions: Transitions?.map(each => ({
      StorageClass: each.StorageClass,
      TransitionInDays: each.Days,
      TransitionDate: each.Date,
    })),
    NoncurrentVersionTransitions: NoncurrentVersionTransitions?.map(
      ({ NoncurrentDays, ...each }) => ({
        ...each,
        TransitionInDays: NoncurrentDays,
      }),
    ),
  };
}
