// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@groundwork/backstage-plugin-groundwork-common';
import { describeAwsError } from '@groundwork/backstage-plugin-groundwork-node';

/** What stands between a source and an account and Region that it reads through another one. */
export class UnseenTargetError extends Error {
  readonly problem: Pick<Problem, 'code' | 'action' | 'hint'>;

  constructor(problem: Pick<Problem, 'code' | 'action' | 'hint'>) {
    super(problem.hint);
    this.name = 'UnseenTargetError';
    this.problem = problem;
  }
}

/**
 * Calls AWS in another account or Region than the one that is read, and says so when it fails: whoever reads
 * "AccessDenied" would look for the mistake in the wrong account.
 */
export async function askedElsewhere<T>(
  where: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof UnseenTargetError) throw error;
    const { code, action, hint } = describeAwsError(error);
    throw new UnseenTargetError({
      code,
      action,
      hint: `${hint}. It was asked ${where}`,
    });
  }
}
