// SPDX-License-Identifier: Apache-2.0
import {
  GROUNDWORK_TAGS,
  type StandingFinding,
  entityRefSchema,
  layerIdSchema,
  stackNameSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AccountConfig } from '@groundwork/backstage-plugin-groundwork-node';
import type { FoundStack } from '../sources/FoundStack';
import { nameOf, stackIdOf } from './StackRebuild';

/** Why a stack with our tags is not registered as one that was made elsewhere. */
export const OURS =
  'It was made by Groundwork; groundwork-stacks rebuild brings it back';

/** Why what was found cannot be registered. */
export function objectionTo(found: FoundStack): string | undefined {
  if (stackIdOf(found)) return OURS;
  return found.resources.length === 0 ? 'It has no resources' : undefined;
}

/** What it may be registered as. */
export function suggestionOf(
  { tags, title }: FoundStack,
  account: AccountConfig,
): StandingFinding['suggestion'] {
  const owner = entityRefSchema.safeParse(tags[GROUNDWORK_TAGS.owner]).data;
  return {
    layer: layerIdSchema.safeParse(tags[GROUNDWORK_TAGS.layer]).data,
    name: stackNameSchema.safeParse(nameOf(title)).data,
    owner: owner ?? account.owner,
  };
}
