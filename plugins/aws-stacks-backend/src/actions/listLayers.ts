// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  type LayerGraph,
  layerGraphQuerySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { parse } from '@groundwork/backstage-plugin-groundwork-node';
import type { LayerGraphs } from '../service/LayerGraphs';
import { READ_ONLY } from './runOutput';

/** One line for each layer in each account. */
function toLayerOutput({ layers, environments }: LayerGraph) {
  const nodes = new Map(layers.map(layer => [layer.id, layer]));
  return environments.flatMap(({ environment, layers: cells }) =>
    cells.flatMap(({ layer, accounts }) =>
      accounts.map(({ accountId, state, blockedBy, startIn }) => ({
        layer,
        title: nodes.get(layer)?.title ?? layer,
        requires: nodes.get(layer)?.requires ?? [],
        environment,
        accountId,
        state,
        blockedBy: blockedBy.map(missing => missing.layer),
        startIn,
      })),
    ),
  );
}

export function registerListLayers(
  registry: ActionsRegistryService,
  { layerGraphs }: { layerGraphs: LayerGraphs },
): void {
  registry.register({
    name: 'list-layers',
    title: 'List infrastructure layers',
    description:
      'Lists the layers of AWS infrastructure by account: how each stands, what it requires, what blocks it, and the Regions in which you may begin it.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          account: z.string().optional().describe('AWS account id'),
          owner: z.string().optional().describe('Entity ref of the owner'),
          system: z.string().optional().describe('Entity ref of the system'),
        }),
      output: z =>
        z.object({
          items: z.array(
            z.object({
              layer: z.string(),
              title: z.string(),
              requires: z.array(z.string()),
              environment: z.string(),
              accountId: z.string(),
              state: z.string(),
              blockedBy: z.array(z.string()),
              startIn: z.array(z.string()),
            }),
          ),
          problems: z.array(z.string()),
        }),
    },
    action: async ({ input, credentials }) => {
      const query = parse(layerGraphQuerySchema, input, 'query');
      const graph = await layerGraphs.read(query, credentials);
      const problems = graph.problems.map(({ hint }) => hint);
      return { output: { items: toLayerOutput(graph), problems } };
    },
  });
}
