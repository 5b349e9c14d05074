// SPDX-License-Identifier: Apache-2.0
import type { PolicyReview } from '@groundwork/backstage-plugin-groundwork-common';

/** Whether a person can let the plan go on: nothing of level `hard` objects. */
export function mayBeOverridden(policy: PolicyReview | undefined): boolean {
  return (
    policy !== undefined &&
    policy.results.every(({ level }) => level !== 'hard')
  );
}
