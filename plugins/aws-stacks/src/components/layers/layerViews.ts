// SPDX-License-Identifier: Apache-2.0
import type {
  LayerGraph,
  LayerInEnvironment,
  LayerNode,
} from '@groundwork/backstage-plugin-groundwork-common';

/** How the layers stand in one environment. */
export type EnvironmentOfLayers = LayerGraph['environments'][number];

/** A layer and how it stands in the environment that is shown. */
export interface LayerView {
  layer: LayerNode;
  cell: LayerInEnvironment;
}

/** The layers of an environment in their order, by id. */
export function layerViews(
  { layers }: LayerGraph,
  environment: EnvironmentOfLayers,
): Map<string, LayerView> {
  const cells = new Map(environment.layers.map(cell => [cell.layer, cell]));
  return new Map(
    layers.flatMap(layer => {
      const cell = cells.get(layer.id);
      return cell ? [[layer.id, { layer, cell }] as const] : [];
    }),
  );
}

/** The name of a layer; its id where the catalog has no template of it. */
export function titleOf(
  views: ReadonlyMap<string, LayerView>,
  id: string,
): string {
  return views.get(id)?.layer.title ?? id;
}

/** The layers that require this one. */
export function requiredBy(
  views: ReadonlyMap<string, LayerView>,
  id: string,
): string[] {
  return [...views.values()]
    .filter(({ layer }) => layer.requires.includes(id))
    .map(({ layer }) => layer.id);
}
