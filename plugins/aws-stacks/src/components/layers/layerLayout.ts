// SPDX-License-Identifier: Apache-2.0
import type { LayerNode } from '@groundwork/backstage-plugin-groundwork-common';

/** How large a layer is drawn, and how far apart; in pixels. */
const NODE = { width: 208, height: 84 };
const GAP = { x: 56, y: 14 };

/** Where a layer is drawn. */
export interface PlacedLayer {
  layer: LayerNode;
  column: number;
  row: number;
  x: number;
  y: number;
}

/** From a layer to one that requires it. */
export interface LayerEdge {
  from: string;
  to: string;
  /** For an SVG. */
  path: string;
}

/** A phase as it is drawn. */
export interface PhaseLayout {
  phase: string;
  nodes: PlacedLayer[];
  edges: LayerEdge[];
  width: number;
  height: number;
}

export const NODE_SIZE = NODE;

/** The column of each layer: one behind the last that it requires within the phase. */
function columnsOf(layers: readonly LayerNode[]): Map<string, number> {
  const columns = new Map<string, number>();
  // They come in an order in which required ones are first; what a circle leaves out stands in front.
  for (const { id, requires } of layers) {
    const before = requires.map(required => columns.get(required) ?? -1);
    columns.set(id, Math.max(-1, ...before) + 1);
  }
  return columns;
}

/** The middle of the rows that a layer's requirements have, so that lines cross less. */
function pull({ requires }: LayerNode, rows: ReadonlyMap<string, number>) {
  const known = requires.flatMap(required => rows.get(required) ?? []);
  if (known.length === 0) return Number.MAX_SAFE_INTEGER;
  return known.reduce((sum, row) => sum + row, 0) / known.length;
}

function place(layers: readonly LayerNode[]): PlacedLayer[] {
  const columns = columnsOf(layers);
  const rows = new Map<string, number>();
  const count = Math.max(0, ...columns.values()) + 1;
  return Array.from({ length: count }, (_, column) => {
    const inColumn = layers
      .filter(({ id }) => columns.get(id) === column)
      .sort((a, b) => pull(a, rows) - pull(b, rows));
    inColumn.forEach(({ id }, row) => rows.set(id, row));
    return inColumn.map((layer, row) => ({
      layer,
      column,
      row,
      x: column * (NODE.width + GAP.x),
      y: row * (NODE.height + GAP.y),
    }));
  }).flat();
}

function curve(from: PlacedLayer, to: PlacedLayer): string {
  const start = { x: from.x + NODE.width, y: from.y + NODE.height / 2 };
  const end = { x: to.x, y: to.y + NODE.height / 2 };
  const middle = (start.x + end.x) / 2;
  return `M ${start.x} ${start.y} C ${middle} ${start.y}, ${middle} ${end.y}, ${end.x} ${end.y}`;
}

function connect(nodes: readonly PlacedLayer[]): LayerEdge[] {
  const byId = new Map(nodes.map(node => [node.layer.id, node]));
  return nodes.flatMap(to =>
    to.layer.requires.flatMap(required => {
      const from = byId.get(required);
      if (!from) return [];
      return [{ from: required, to: to.layer.id, path: curve(from, to) }];
    }),
  );
}

/** Draws each phase on its own: layers from left to right, behind those that they require. */
export function layoutPhases(layers: readonly LayerNode[]): PhaseLayout[] {
  const phases = [...new Set(layers.map(({ phase }) => phase))];
  return phases.map(phase => {
    const nodes = place(layers.filter(layer => layer.phase === phase));
    const far = (of: (node: PlacedLayer) => number) =>
      Math.max(0, ...nodes.map(of));
    return {
      phase,
      nodes,
      edges: connect(nodes),
      width: far(({ x }) => x) + NODE.width,
      height: far(({ y }) => y) + NODE.height,
    };
  });
}
