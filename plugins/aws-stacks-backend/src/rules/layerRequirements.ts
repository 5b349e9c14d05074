// SPDX-License-Identifier: Apache-2.0
import type { MissingLayer } from '@groundwork/backstage-plugin-groundwork-common';
import type { PlacedStack } from '../store/LayersStore';

/** What a layer is begun with, and where. */
export interface Place {
  region: string;
  /** Stacks of the account, of whatever Region. */
  stacks: readonly PlacedStack[];
  /** Layers that stand already, made outside Groundwork. */
  provides: readonly string[];
  /** Layers of which outputs were chosen, wherever their stacks stand. */
  chosen?: readonly string[];
}

/** A stack that can be built upon: applied or registered, and not on its way out. */
export function stands(stack: PlacedStack): boolean {
  return stack.status === 'applied' && !isBeingDestroyed(stack);
}

function isBeingDestroyed({ lastRun }: PlacedStack): boolean {
  return (
    lastRun?.operation === 'destroy' &&
    ['approved', 'applying', 'verifying'].includes(lastRun.state)
  );
}

/** What has no Region is there for every Region, and is built upon any. */
function reaches(stack: PlacedStack, region: string): boolean {
  return (
    [region, 'global'].includes(stack.target.region) || region === 'global'
  );
}

/** Which of these layers do not stand there, and why. */
export function missingLayers(
  requires: readonly string[],
  { region, stacks, provides, chosen = [] }: Place,
): MissingLayer[] {
  return requires.flatMap(layer => {
    if (provides.includes(layer) || chosen.includes(layer)) return [];
    const own = stacks.filter(stack => stack.layer === layer);
    const standing = own.filter(stands);
    if (standing.some(stack => reaches(stack, region))) return [];
    return [
      { layer, reason: standing.length > 0 ? 'elsewhere' : reasonOf(own) },
    ];
  });
}

function reasonOf(stacks: readonly PlacedStack[]): MissingLayer['reason'] {
  if (stacks.some(isBeingDestroyed)) return 'destroying';
  if (stacks.some(hasFailed)) return 'failed';
  return stacks.some(isOnItsWay) ? 'planned' : 'absent';
}

/** Whether its last run failed, or needs somebody to look. */
export function hasFailed({ status, lastRun }: PlacedStack): boolean {
  return status === 'needs-attention' || lastRun?.state === 'failed';
}

/** Whether a stack that was never applied may yet be: its plan was not given up. */
export function isOnItsWay({ status, lastRun }: PlacedStack): boolean {
  const isGivenUp =
    lastRun &&
    ['cancelled', 'discarded', 'expired', 'failed'].includes(lastRun.state);
  return status === 'planned' && !isGivenUp;
}
