// SPDX-License-Identifier: Apache-2.0
import type { FilterPredicate } from '@backstage/filter-predicates';
import { ANNOTATION_HAS_AWS_RESOURCES } from '@groundwork/backstage-plugin-groundwork-common';

const annotation = `metadata.annotations.${ANNOTATION_HAS_AWS_RESOURCES}`;

const isOfKind: FilterPredicate = {
  kind: {
    $in: ['component', 'resource', 'system', 'domain', 'api', 'group'],
  },
};

/** Without the catalog module nothing sets the annotation: the views stand then, and say so when there is nothing. */
const isNotKnownToHaveNone: FilterPredicate = {
  $any: [{ [annotation]: 'true' }, { [annotation]: { $exists: false } }],
};

/** Entities that resources can belong to, without those that are known to have none. */
export const canHaveResources: FilterPredicate = {
  $all: [isOfKind, isNotKnownToHaveNone],
};
