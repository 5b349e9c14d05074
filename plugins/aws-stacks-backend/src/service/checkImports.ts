// SPDX-License-Identifier: Apache-2.0
import { ConflictError } from '@backstage/errors';
import type {
  RunImport,
  StackDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import { heldElsewhere } from '../rules/importHolders';
import { assertMayImport } from '../rules/imports';
import type { StackHistoryStore } from '../store/StackHistoryStore';

/** The stack that imports, as far as it is known before its first run. */
export type ImportingStack = Pick<
  StackDetail,
  'engine' | 'entityRef' | 'target'
> &
  Partial<Pick<StackDetail, 'standing' | 'status'>>;

/** Refuses imports that are not possible, and those of resources that another stack of the account has. */
export async function checkImports(
  stack: ImportingStack,
  imports: readonly RunImport[],
  history: StackHistoryStore,
): Promise<void> {
  if (imports.length === 0) return;
  assertMayImport(stack, imports);
  const holders = await history.holdersOf(
    stack.target.accountId,
    imports.map(({ id }) => id),
  );
  const objection = heldElsewhere(stack.entityRef, imports, holders);
  if (objection) throw new ConflictError(`imports: ${objection}`);
}
