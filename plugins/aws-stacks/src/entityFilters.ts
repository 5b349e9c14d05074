// SPDX-License-Identifier: Apache-2.0
import type { FilterPredicate } from '@backstage/filter-predicates';
import { ANNOTATION_STACK_ID } from '@groundwork/backstage-plugin-groundwork-common';

const hasStackId = {
  [`metadata.annotations.${ANNOTATION_STACK_ID}`]: { $exists: true },
};

const isStackEntity: FilterPredicate = {
  $all: [{ kind: 'resource' }, hasStackId],
};

/** Entities that are a stack, or that stacks belong to. */
export const hasInfrastructure: FilterPredicate = {
  $any: [isStackEntity, { kind: { $in: ['system', 'component', 'group'] } }],
};
