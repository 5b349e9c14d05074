// SPDX-License-Identifier: Apache-2.0
import type {
  Connection,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import { targetKey } from '../accounts/accountRows';

/** An account and Region with its services. */
export interface ConnectionRow extends SweepTarget {
  id: string;
  cells: ReadonlyMap<string, Connection>;
  /** The oldest of its tests; absent while none was made. */
  testedAt?: string;
}

/** The states, what needs somebody first. */
export const CONNECTION_STATES = [
  'denied',
  'unreachable',
  'not-enabled',
  'unknown',
  'readable',
] as const;

/** The services there are, in the order they are listed. */
export function servicesOf(items: readonly Connection[]): string[] {
  return [...new Set(items.map(({ service }) => service))];
}

/** The matrix, a row for each account and Region. */
export function toConnectionRows(
  items: readonly Connection[],
): ConnectionRow[] {
  const rows = new Map<string, Connection[]>();
  for (const item of items) {
    const key = targetKey(item);
    rows.set(key, [...(rows.get(key) ?? []), item]);
  }
  return [...rows].map(([id, cells]) => ({
    id,
    accountId: cells[0].accountId,
    region: cells[0].region,
    cells: new Map(cells.map(cell => [cell.service, cell])),
    testedAt: oldest(cells.flatMap(({ testedAt }) => testedAt ?? [])),
  }));
}

function oldest(instants: readonly string[]): string | undefined {
  return [...instants].sort()[0];
}

/** Whether something of a row is known to be unreadable, or not known at all. */
export function hasGap({ cells }: ConnectionRow): boolean {
  return [...cells.values()].some(({ state }) => state !== 'readable');
}
