// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { LayerGraphs } from '../service/LayerGraphs';
import type { RunsService } from '../service/RunsService';
import type { StacksService } from '../service/StacksService';
import { registerGetRun } from './getRun';
import { registerListLayers } from './listLayers';
import { registerListRuns } from './listRuns';
import { registerListStacks } from './listStacks';

/** Offers what can be read to the actions registry, so that an agent can use it as a person does. */
export function registerActions(
  registry: ActionsRegistryService,
  services: {
    layerGraphs: LayerGraphs;
    runs: RunsService;
    stacks: StacksService;
  },
): void {
  registerListStacks(registry, services);
  registerListLayers(registry, services);
  registerListRuns(registry, services);
  registerGetRun(registry, services);
}
