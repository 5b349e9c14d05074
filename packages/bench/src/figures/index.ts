// SPDX-License-Identifier: Apache-2.0
import type { Figure } from '../figure';
import { catalogList } from './catalogList';
import { cdkRun } from './cdkRun';
import { findingsLive } from './findingsLive';
import { findingsRequests } from './findingsRequests';
import { ingest } from './ingest';
import { firstLoad } from './firstLoad';
import { firstStart, secondStart } from './start';
import { runList } from './runList';
import { sweep } from './sweep';
import { terraformRun } from './terraformRun';

/** Every figure, in the order they are measured. */
export const figures: readonly Figure[] = [
  terraformRun,
  cdkRun,
  runList,
  findingsLive,
  ...findingsRequests,
  ...ingest,
  ...sweep,
  catalogList,
  ...firstLoad,
  secondStart,
  firstStart,
];
