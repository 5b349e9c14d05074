// SPDX-License-Identifier: Apache-2.0
import type { Layer } from '../layer/Layer';
import type { Workspace } from '../layer/Workspace';
import { type Rule, findingAt, missing } from './Rule';

/** The way from a layer back to itself through what layers require, if there is one. */
function cycleFrom(layer: Layer, workspace: Workspace): string[] | undefined {
  const required = (id: string) =>
    id === layer.id
      ? layer.manifest?.requires ?? []
      : workspace.catalogue.get(id)?.requires ?? [];
  const queue = required(layer.id).map(id => [layer.id, id]);
  const seen = new Set<string>();
  for (const way of queue) {
    const last = way.at(-1) ?? '';
    if (last === layer.id) return way;
    if (seen.has(last)) continue;
    seen.add(last);
    queue.push(...required(last).map(id => [...way, id]));
  }
  return undefined;
}

/** Required layers exist, do not require each other in a circle, and include those whose outputs the form asks for. */
export const requiresKnown: Rule = {
  id: 'requiresKnown',
  check(layer, workspace) {
    const { manifest, template } = layer;
    if (!manifest) return [];
    const at = (message: string) =>
      findingAt(layer, 'layer.yaml', 'requires:', message);
    const known = [...workspace.catalogue.keys()];
    const needed = (template?.fields ?? [])
      .filter(({ required }) => required)
      .flatMap(({ layerOutput }) => layerOutput?.layer ?? []);
    const cycle = cycleFrom(layer, workspace);
    return [
      ...missing(known, manifest.requires).map(id =>
        at(`${id} is no layer of packages/layer-kit/data/layers.yaml`),
      ),
      ...missing(manifest.requires, [...new Set(needed)]).map(id =>
        at(`add ${id}: the form asks for an output of it`),
      ),
      ...(cycle ? [at(`layers require each other: ${cycle.join(' → ')}`)] : []),
    ];
  },
};
