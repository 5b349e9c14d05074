// SPDX-License-Identifier: Apache-2.0
import { LAYER_PHASES } from '@groundwork/backstage-plugin-groundwork-common';

/** Where layers stand that say nothing of a phase. */
export const OTHER_PHASE = 'Other';

interface Ordered {
  id: string;
  title: string;
  phase?: string;
  requires: readonly string[];
}

/** The phases in their order: the known ones, then the others by name. */
export function orderPhases(phases: Iterable<string>): string[] {
  const place = (phase: string) => {
    const known = LAYER_PHASES.indexOf(phase);
    if (known >= 0) return known;
    return LAYER_PHASES.length + (phase === OTHER_PHASE ? 1 : 0);
  };
  return [...new Set(phases)].sort(
    (a, b) => place(a) - place(b) || a.localeCompare(b),
  );
}

/** How many layers have to stand one after the other before each; a circle counts once. */
function levels(layers: readonly Ordered[]): Map<string, number> {
  const byId = new Map(layers.map(layer => [layer.id, layer]));
  const found = new Map<string, number>();
  const levelOf = (id: string, above: ReadonlySet<string>): number => {
    const known = found.get(id);
    const layer = byId.get(id);
    if (known !== undefined || !layer || above.has(id)) return known ?? -1;
    const path = new Set([...above, id]);
    const below = layer.requires.map(required => levelOf(required, path));
    const level = Math.max(-1, ...below) + 1;
    found.set(id, level);
    return level;
  };
  layers.forEach(({ id }) => levelOf(id, new Set()));
  return found;
}

/** Layers by phase, and within a phase those first that others stand on. */
export function orderLayers<T extends Ordered>(layers: readonly T[]): T[] {
  const phases = orderPhases(layers.map(({ phase = OTHER_PHASE }) => phase));
  const level = levels(layers);
  const place = ({ phase = OTHER_PHASE }: T) => phases.indexOf(phase);
  return [...layers].sort(
    (a, b) =>
      place(a) - place(b) ||
      (level.get(a.id) ?? 0) - (level.get(b.id) ?? 0) ||
      a.title.localeCompare(b.title),
  );
}
