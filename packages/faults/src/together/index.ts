// SPDX-License-Identifier: Apache-2.0
import { approvers } from './approvers';
import { queue } from './queue';
import { replicas } from './replicas';
import { sameStep } from './sameStep';
import type { Together } from './stage';

export { performOn } from './stage';
export type { Together, TogetherResult } from './stage';

/** Everything that several do at once. */
export const TOGETHER: readonly Together[] = [
  sameStep,
  approvers,
  replicas,
  queue,
];
