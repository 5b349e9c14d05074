// SPDX-License-Identifier: Apache-2.0
import type {
  Freeze,
  FreezeScope,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { FreezeConfig } from '../config/freezes';
import type { StoredFreeze } from '../store/FreezesStore';

/** The freezes of the configuration that are on or coming: of a recurring one, the one that is on and the next. */
export function configuredFreezes(
  configs: readonly FreezeConfig[],
  now: Date,
): Freeze[] {
  return configs.flatMap(({ name, scope, reason, times }) => {
    const windows =
      times.kind === 'once' ? [times] : times.window.around(now.getTime());
    return windows.flatMap(({ from, until }): Freeze[] =>
      isOver(until, now)
        ? []
        : [
            {
              id: name,
              source: 'configuration',
              scope,
              reason,
              from,
              until,
              isActive: Date.parse(from) <= now.getTime(),
            },
          ],
    );
  });
}

/** A freeze of a person as it goes over the wire. */
export function personsFreeze(freeze: StoredFreeze, now: Date): Freeze {
  const { endedAt, ...rest } = freeze;
  const isActive =
    endedAt === undefined &&
    Date.parse(freeze.from) <= now.getTime() &&
    !isOver(freeze.until, now);
  return { ...rest, source: 'person', isActive };
}

/** The freeze that lasts longest; one without an end lasts longest of all. */
export function longest(freezes: readonly Freeze[]): Freeze | undefined {
  return freezes.reduce<Freeze | undefined>((longer, freeze) => {
    if (longer === undefined || freeze.until === undefined) return freeze;
    if (longer.until === undefined) return longer;
    return Date.parse(freeze.until) > Date.parse(longer.until)
      ? freeze
      : longer;
  }, undefined);
}

/** What a scope is called in a sentence. */
export function scopeWords(scope: FreezeScope): string {
  switch (scope.kind) {
    case 'environment':
      return `in ${scope.environment}`;
    case 'account':
      return `in account ${scope.accountId}`;
    default:
      return 'anywhere';
  }
}

function isOver(until: string | undefined, now: Date): boolean {
  return until !== undefined && Date.parse(until) <= now.getTime();
}
