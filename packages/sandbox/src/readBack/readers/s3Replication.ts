// SPDX-License-Identifier: Apache-2.0
import type {
  ReplicationRule,
  ReplicationRuleFilter,
} from '@aws-sdk/client-s3';

function filter({ And, Tag, ...one }: ReplicationRuleFilter) {
  return {
    ...one,
    TagFilter: Tag,
    And: And && { Prefix: And.Prefix, TagFilters: And.Tags },
  };
}

/** A rule of S3 in the words of CloudFormation. */
export function replicationRule({
  ID,
  Filter,
  ...same
}: ReplicationRule): Record<string, unknown> {
  return { ...same, Id: ID, Filter: Filter && filter(Filter) };
}
