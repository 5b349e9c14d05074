// SPDX-License-Identifier: Apache-2.0
import type {
  AcceptOwnersRequest,
  OwnerSuggestion,
  UnownedResource,
} from '@groundwork/backstage-plugin-groundwork-common';

/** As many owners as the backend accepts at once. */
export const MAX_OWNERS = 500;

/** Who could own something, and what says so: a reason of the backend, or the person who looks. */
export interface OwnerChoice {
  entityRef: string;
  because: OwnerSuggestion['because'] | 'chosen';
}

/** What is selected, and what was chosen instead of the first suggestion; by ARN. */
export interface Selection {
  selected: ReadonlyMap<string, UnownedResource>;
  chosen: ReadonlyMap<string, string>;
}

/** The owner that would be accepted: the chosen one, else the first that is suggested. */
export function ownerOf(
  resource: UnownedResource,
  chosen: Selection['chosen'],
): OwnerChoice | undefined {
  const entityRef = chosen.get(resource.arn);
  const suggested = resource.suggestions.find(
    each => !entityRef || each.entityRef === entityRef,
  );
  return (
    suggested ?? (entityRef ? { entityRef, because: 'chosen' } : undefined)
  );
}

/** What is going to be accepted of a selection; what has no owner yet is left out. */
export function acceptedOf({
  selected,
  chosen,
}: Selection): AcceptOwnersRequest['owners'] {
  return [...selected.values()].flatMap(resource => {
    const owner = ownerOf(resource, chosen);
    return owner ? [{ arn: resource.arn, entityRef: owner.entityRef }] : [];
  });
}

/** The suggestions of several resources, each entity once. */
export function suggestionsOf(
  resources: readonly UnownedResource[],
): OwnerSuggestion[] {
  const first = new Map<string, OwnerSuggestion>();
  for (const each of resources.flatMap(({ suggestions }) => suggestions)) {
    if (!first.has(each.entityRef)) first.set(each.entityRef, each);
  }
  return [...first.values()];
}
