// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import type { SweepTarget } from '@groundwork/backstage-plugin-groundwork-common';

/** Those of the targets that are wanted, all when none is named; one that is not swept at all is an InputError. */
export function chooseTargets(
  targets: readonly SweepTarget[],
  wanted: readonly SweepTarget[] | undefined,
): readonly SweepTarget[] {
  if (!wanted) return targets;
  return wanted.map(({ accountId, region }) => {
    const target = targets.find(
      each => each.accountId === accountId && each.region === region,
    );
    if (target) return target;
    throw new InputError(
      `${accountId}/${region} is no account and Region of the estate; add it to groundwork.accounts, or choose one of GET /v1/accounts`,
    );
  });
}
