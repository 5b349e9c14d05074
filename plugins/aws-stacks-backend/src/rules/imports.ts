// SPDX-License-Identifier: Apache-2.0
import { ConflictError, InputError } from '@backstage/errors';
import type {
  Engine,
  RunImport,
  StackDetail,
} from '@groundwork/backstage-plugin-groundwork-common';

const NO_CDK_IMPORT =
  'CloudFormation imports by a change set that may hold nothing else, so an import cannot be part of a plan of CDK. Take the resource in with cdk import, or make the stack with Terraform';

type Importer = { engine: Engine } & Partial<
  Pick<StackDetail, 'standing' | 'status'>
>;

/** Why a stack cannot take in what stands already; `undefined` when it can. */
export function importObjection(stack: Importer): string | undefined {
  if (stack.standing) {
    return `The stack was made elsewhere (${stack.standing.origin}) and is only registered, so nothing is planned against it`;
  }
  if (stack.status === 'destroyed') {
    return 'The stack is destroyed; plan it by its form first';
  }
  return stack.engine === 'cdk' ? NO_CDK_IMPORT : undefined;
}

/** Refuses imports where they are not possible. */
export function assertMayImport(
  stack: Importer,
  imports: readonly RunImport[],
): void {
  if (imports.length === 0) return;
  if (stack.engine === 'cdk') throw new InputError(`imports: ${NO_CDK_IMPORT}`);
  const objection = importObjection(stack);
  if (objection) throw new ConflictError(objection);
}
