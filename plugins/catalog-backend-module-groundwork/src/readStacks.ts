// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  type Stack,
  stackStatusSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { StacksService } from '@groundwork/backstage-plugin-groundwork-node';

/** What {@link readStacks} needs. */
export interface ReadStacksOptions {
  stacks: Pick<StacksService, 'listStacks'>;
  credentials: BackstageCredentials;
  signal: AbortSignal;
  changedSince?: string;
}

/**
 * All stacks, those that are destroyed too, or those that changed after an instant, page by page. What cannot be read whole is an error: a part would
 * look as if the rest was gone.
 */
export async function readStacks(options: ReadStacksOptions): Promise<Stack[]> {
  const { stacks, credentials, signal, changedSince } = options;
  const found: Stack[] = [];
  const seen = new Set<string | undefined>();
  let cursor: string | undefined;
  do {
    seen.add(cursor);
    signal.throwIfAborted();
    const page = await stacks.listStacks(
      {
        limit: 200,
        status: stackStatusSchema.options.join(','),
        ...(cursor ? { cursor } : {}),
        ...(changedSince ? { changedSince } : {}),
      },
      { credentials, signal },
    );
    if (page.problems.length > 0) {
      const hints = page.problems.map(problem => problem.hint).join('; ');
      throw new ServiceUnavailableError(
        `Not all stacks could be read: ${hints}. The catalog keeps what it has.`,
      );
    }
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && !seen.has(cursor));
  return found;
}
