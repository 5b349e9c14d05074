// SPDX-License-Identifier: Apache-2.0
import type { FilterPredicate } from '@backstage/filter-predicates';
import { ANNOTATION_HAS_AWS_RESOURCES } from '@groundwork/backstage-plugin-groundwork-common';

const isOfKind: FilterPredicate = {
  kind: {
    $in: ['component', 'resource', 'system', 'domain', 'api', 'group'],
  },
};

const isKnownToHaveNone: FilterPredicate = {
  [`metadata.annotations.${ANNOTATION_HAS_AWS_RESOURCES}`]: 'false',
};

/** Entities that findings can belong to, without those that are known to have nothing of AWS. */
export const canHaveFindings: FilterPredicate = {
  $all: [isOfKind, { $not: isKnownToHaveNone }],
};
