// SPDX-License-Identifier: Apache-2.0
import type { JobOutcome } from './context';

type Applied = NonNullable<JobOutcome['applied']>;

/** The resources that stand after an apply that failed. That they cannot be read must not hide why it failed. */
export async function findStanding(
  read: () => Promise<Applied>,
): Promise<Applied['resources'] | undefined> {
  try {
    return (await read()).resources;
  } catch {
    return undefined;
  }
}
