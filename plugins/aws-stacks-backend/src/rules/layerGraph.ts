// SPDX-License-Identifier: Apache-2.0
import {
  type LayerGraph,
  type LayerInAccount,
  type LayerInEnvironment,
  type LayerNode,
  type LayerStack,
  type LayerState,
  type MissingLayer,
  type PhaseProgress,
  environmentSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AccountConfig } from '@groundwork/backstage-plugin-groundwork-node';
import type { PlacedStack } from '../store/LayersStore';
import { groupBy } from './groupBy';
import { orderPhases } from './layerOrder';
import {
  hasFailed,
  isOnItsWay,
  missingLayers,
  stands,
} from './layerRequirements';

/** A stack with what the caller may know of it, and whether it was asked for. */
export interface GraphStack extends PlacedStack {
  readable: boolean;
  wanted: boolean;
}

/** The stacks of an account. */
type StacksByLayer = ReadonlyMap<string, readonly GraphStack[]>;

/** An account, whether the caller may begin something in it, and whether what is missing keeps him from it. */
export interface GraphAccount
  extends Pick<
    AccountConfig,
    'accountId' | 'environment' | 'regions' | 'provides'
  > {
  mayStart: boolean;
  enforced: boolean;
}

/** Of several stacks the first of these tells how their layer stands. */
const WORST_FIRST: readonly LayerState[] = [
  'failed',
  'drifted',
  'unknown',
  'in-sync',
  'standing',
  'provided',
  'planned',
  'hidden',
  'absent',
  'blocked',
  'closed',
];

const ATTENTION: readonly LayerState[] = ['failed', 'drifted', 'unknown'];
const NOT_BEGUN: readonly LayerState[] = ['absent', 'planned'];

function worst(states: readonly LayerState[]): LayerState {
  return WORST_FIRST.find(state => states.includes(state)) ?? 'absent';
}

function stateOf(stack: PlacedStack): LayerState {
  if (hasFailed(stack)) return 'failed';
  if (!stands(stack)) return isOnItsWay(stack) ? 'planned' : 'absent';
  return stack.standing && stack.drift !== 'drifted' ? 'standing' : stack.drift;
}

function toLayerStack(stack: PlacedStack): LayerStack {
  const { stackId, name, owner, target, lastRun } = stack;
  const { region } = target;
  const runId = lastRun?.id;
  return { stackId, name, region, owner, state: stateOf(stack), runId };
}

/** What is missing in each Region of an account. What nobody may know of counts only if it can be built upon. */
function missingByRegion(
  { requires }: LayerNode,
  { regions, provides }: GraphAccount,
  stacksOf: StacksByLayer,
): [string, MissingLayer[]][] {
  const known = requires
    .flatMap(id => stacksOf.get(id) ?? [])
    .filter(stack => stack.readable || stands(stack));
  return regions.map(region => [
    region,
    missingLayers(requires, { region, stacks: known, provides }),
  ]);
}

function inAccount(
  layer: LayerNode,
  account: GraphAccount,
  stacksOf: StacksByLayer,
): LayerInAccount & { stands: boolean } {
  const own = stacksOf.get(layer.id) ?? [];
  const seen = own.filter(({ readable, wanted }) => readable && wanted);
  const hidden = own.filter(({ readable }) => !readable).length;
  const missing = missingByRegion(layer, account, stacksOf);
  const free = missing.filter(([, lacks]) => lacks.length === 0);
  const isProvided = account.provides.includes(layer.id);
  const isClosed = layer.lifecycle.status === 'closed';
  const shown = seen.map(toLayerStack);
  const state = worst([
    ...shown.map(stack => stack.state).filter(each => each !== 'absent'),
    ...(isProvided ? (['provided'] as const) : []),
    ...(hidden > 0 ? (['hidden'] as const) : []),
    withoutStack(isClosed, free.length > 0),
  ]);
  const least = missing
    .map(([, lacks]) => lacks)
    .sort((a, b) => a.length - b.length);
  const isWaiting = state === 'blocked' || NOT_BEGUN.includes(state);
  return {
    accountId: account.accountId,
    state,
    stacks: shown,
    hidden,
    blockedBy: isWaiting ? least[0] ?? [] : [],
    startIn:
      account.mayStart && !isClosed
        ? (account.enforced ? free : missing).map(([region]) => region)
        : [],
    stands: seen.some(stands) || isProvided,
  };
}

function withoutStack(isClosed: boolean, isFree: boolean): LayerState {
  if (isClosed) return 'closed';
  return isFree ? 'absent' : 'blocked';
}

function inEnvironment(
  layer: LayerNode,
  accounts: readonly GraphAccount[],
  byAccount: ReadonlyMap<string, StacksByLayer>,
): LayerInEnvironment {
  const found = accounts.map(account =>
    inAccount(layer, account, byAccount.get(account.accountId) ?? new Map()),
  );
  const state = worst(found.map(each => each.state));
  return {
    layer: layer.id,
    state,
    standsIn: found.filter(each => each.stands).length,
    blockedBy: found.find(each => each.state === state)?.blockedBy ?? [],
    accounts: found.map(({ stands: _, ...each }) => each),
  };
}

function progress(
  layers: readonly LayerNode[],
  cells: readonly LayerInEnvironment[],
): PhaseProgress[] {
  const phaseOf = new Map(layers.map(({ id, phase }) => [id, phase]));
  return orderPhases(phaseOf.values()).map(phase => {
    const counted = cells.filter(
      ({ layer, state }) => phaseOf.get(layer) === phase && state !== 'closed',
    );
    return {
      phase,
      layers: counted.length,
      standing: counted.filter(({ standsIn }) => standsIn > 0).length,
      attention: counted.filter(({ state }) => ATTENTION.includes(state))
        .length,
    };
  });
}

/** How layers stand in each environment that has an account. */
export function layersByEnvironment(
  layers: readonly LayerNode[],
  accounts: readonly GraphAccount[],
  stacks: readonly GraphStack[],
): LayerGraph['environments'] {
  const byAccount = new Map(
    [...groupBy(stacks, ({ target }) => target.accountId)].map(
      ([accountId, own]) => [accountId, groupBy(own, ({ layer }) => layer)],
    ),
  );
  return environmentSchema.options.flatMap(environment => {
    const own = accounts.filter(account => account.environment === environment);
    if (own.length === 0) return [];
    const cells = layers.map(layer => inEnvironment(layer, own, byAccount));
    return [
      {
        environment,
        accounts: own.length,
        layers: cells,
        phases: progress(layers, cells),
      },
    ];
  });
}
