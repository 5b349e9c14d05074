// SPDX-License-Identifier: Apache-2.0
import type {
  EstateAccount,
  EstateAccounts,
  Problem,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';

/** One account and Region. */
export interface AccountRow extends SweepTarget {
  id: string;
  name: string;
  environment: EstateAccount['environment'];
  owner?: string;
  resources?: number;
  unowned?: number;
  state: EstateAccount['regions'][number]['state'];
  succeededAt?: string;
  problems: Problem[];
}

/** How an account and Region is named in keys and in words. */
export function targetKey({ accountId, region }: SweepTarget): string {
  return `${accountId}/${region}`;
}

/** Accounts × Regions, each with the problems of its own. */
export function toAccountRows(estate: EstateAccounts): AccountRow[] {
  return estate.items.flatMap(({ regions, ...account }) =>
    regions.map(region => {
      const target = { accountId: account.accountId, region: region.region };
      return {
        ...account,
        ...region,
        id: targetKey(target),
        problems: estate.problems.filter(
          each =>
            each.accountId === target.accountId &&
            each.region === target.region,
        ),
      };
    }),
  );
}

/** What is known of all rows together; a count is absent where nothing was read at all. */
export interface EstateTotals {
  resources?: number;
  unowned?: number;
  known: number;
  all: number;
}

/** Adds up what is known, and says of how many accounts and Regions it is. */
export function totalsOf(rows: readonly AccountRow[]): EstateTotals {
  const known = rows.filter(row => row.resources !== undefined);
  const sum = (key: 'resources' | 'unowned') =>
    known.length > 0
      ? known.reduce((total, row) => total + (row[key] ?? 0), 0)
      : undefined;
  return {
    resources: sum('resources'),
    unowned: sum('unowned'),
    known: known.length,
    all: rows.length,
  };
}

function sortValue(row: AccountRow, column: string): string | number {
  const values = new Map<string, string | number | undefined>([
    ['environment', row.environment],
    ['owner', row.owner],
    ['resources', row.resources],
    ['unowned', row.unowned],
    ['state', row.succeededAt],
  ]);
  if (values.has(column)) return values.get(column) ?? '';
  return `${row.name} ${row.region}`;
}

/** Sorts by a column. What is unknown stands last, whichever way. */
export function sortAccountRows(
  rows: readonly AccountRow[],
  column: string,
  isDescending: boolean,
): AccountRow[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const a = sortValue(one, column);
    const b = sortValue(other, column);
    if (a === '' || b === '') return Number(a === '') - Number(b === '');
    return (
      sign *
      (typeof a === 'number' && typeof b === 'number'
        ? a - b
        : String(a).localeCompare(String(b)))
    );
  });
}
