// SPDX-License-Identifier: Apache-2.0
import type { Figure } from '../figure';
import { catalogList } from './catalogList';
import { cdkRun } from './cdkRun';
import { findingsLive } from './findingsLive';
import { findingsRequests } from './findingsRequests';
import { ingest } from './ingest';
import { firstLoad } from './firstLoad';
import { firstStart, secondStart } from './start';
import { runMemories } from './runMemory';
import { stacksRequests } from './stacksRequests';
import { sweep } from './sweep';
import { terraformRun } from './terraformRun';

/** Every figure, in the order they are measured. */
export const figures: readonly Figure[] = [
  terraformRun,
  cdkRun,
  ...stacksRequests,
  ...runMemories,
  findingsLive,
  ...findingsRequests,
  ...ingest,
  ...sweep,
  catalogList,
  ...firstLoad,
  secondStart,
  firstStart,
];
