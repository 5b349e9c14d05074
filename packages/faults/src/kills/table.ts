// SPDX-License-Identifier: Apache-2.0
import type { Source } from '../bench/bundles';
import type { Victim } from './Arena';
import { SCENES } from './scenes';

/** One kill: of what, where the run is, and what the run makes. */
export interface Kill {
  /** `<victim>/<scene>/<source>`. */
  id: string;
  victim: Victim;
  scene: string;
  source: Source;
}

const EVERYWHERE = Object.keys(SCENES);
const AT_WORK = ['planning', 'applying', 'verifying'];

const kills = (
  victim: Victim,
  source: Source,
  scenes: readonly string[],
): Kill[] =>
  scenes.map(scene => ({
    id: `${victim}/${scene}/${source}`,
    victim,
    scene,
    source,
  }));

const WITHOUT_STACK_AT_WORK = EVERYWHERE.filter(
  // CloudFormation keeps neither a state nor a lock.
  scene => ![...AT_WORK, 'saving', 'unlocking'].includes(scene),
);

/** Every state, by everything that can be killed there. Most of it without a provider; each state with a stack in AWS, too. */
export const KILLS: readonly Kill[] = [
  ...kills('backend', 'data', EVERYWHERE),
  ...kills('backend', 'cdk', AT_WORK),
  ...kills('backend', 'aws', ['applying']),
  ...kills('runner', 'data', [...AT_WORK, 'resuming', 'unlocking']),
  ...kills('runner', 'cdk', AT_WORK),
  ...kills('runner', 'aws', ['applying']),
  ...kills('engine', 'data', [...AT_WORK, 'resuming', 'unlocking']),
  ...kills('database', 'data', [
    ...AT_WORK,
    'approved',
    'resuming',
    'unlocking',
  ]),
  ...kills('database', 'cdk', WITHOUT_STACK_AT_WORK),
  ...kills('database', 'aws', ['applying']),
  ...kills('emulator-503', 'data', [...AT_WORK, 'resuming', 'unlocking']),
  ...kills('emulator-503', 'cdk', AT_WORK),
  ...kills('emulator-503', 'aws', ['applying']),
  ...kills('emulator-503-long', 'data', ['saving']),
  ...kills('emulator-503-long', 'aws', ['saving']),
  ...kills('emulator-frozen', 'data', ['planning', 'applying']),
  ...kills('emulator-frozen', 'cdk', ['applying']),
  ...kills('emulator-frozen', 'aws', ['applying']),
];
