// SPDX-License-Identifier: Apache-2.0
import type { Knex } from 'knex';
import type { OwnerRow } from './rows';

/** Which resources of the estate are meant: those of nobody, those of these entities, or both. */
export interface Belonging {
  unowned: boolean;
  /** Absent for those of any entity. */
  ownedBy?: readonly string[];
}

/** Narrows a query of `estate_resources`. */
export function whereBelongs(
  db: Knex,
  query: Knex.QueryBuilder,
  { unowned, ownedBy }: Belonging,
): void {
  query.andWhere(either => {
    if (unowned) either.orWhere('owned', 0);
    if (ownedBy) either.orWhereIn('arn', arnsOf(db, ownedBy));
    else either.orWhere('owned', 1);
  });
}

function arnsOf(db: Knex, entityRefs: readonly string[]) {
  return db<OwnerRow>('estate_resource_entities')
    .whereIn('entity_ref', [...entityRefs])
    .select('arn');
}
