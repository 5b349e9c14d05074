// SPDX-License-Identifier: Apache-2.0
import type { Figure } from '../figure';
import { cdkRun } from './cdkRun';
import { firstStart, secondStart } from './start';
import { runList } from './runList';
import { terraformRun } from './terraformRun';

/** Every figure, in the order they are measured. */
export const figures: readonly Figure[] = [
  terraformRun,
  cdkRun,
  runList,
  secondStart,
  firstStart,
];
