// SPDX-License-Identifier: Apache-2.0
import type { LayerNode } from '@groundwork/backstage-plugin-groundwork-common';
import { NODE_SIZE, layoutPhases } from './layerLayout';

const layer = (
  id: string,
  phase: string,
  ...requires: string[]
): LayerNode => ({
  id,
  title: id,
  templateRef: `template:default/${id}`,
  phase,
  requires,
  lifecycle: { status: 'active' },
});

describe('layoutPhases', () => {
  it('puts a layer behind all that it requires in its phase', () => {
    const [foundation, scale] = layoutPhases([
      layer('iam', 'Foundation'),
      layer('kms', 'Foundation'),
      layer('network', 'Foundation', 'kms'),
      layer('eks', 'Foundation', 'network', 'iam'),
      layer('waf', 'Global Scale', 'kms'),
    ]);
    expect(
      foundation.nodes.map(({ layer: { id }, column, row }) => [
        id,
        column,
        row,
      ]),
    ).toEqual([
      ['iam', 0, 0],
      ['kms', 0, 1],
      ['network', 1, 0],
      ['eks', 2, 0],
    ]);
    expect(foundation.edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'kms network',
      'network eks',
      'iam eks',
    ]);
    expect(scale).toMatchObject({
      phase: 'Global Scale',
      edges: [],
      ...NODE_SIZE,
    });
  });

  it('draws no two layers at one place, sixty of them', () => {
    const layers = Array.from({ length: 60 }, (_, at) =>
      layer(
        `l${at}`,
        `Phase ${Math.floor(at / 20)}`,
        ...(at % 20 > 3 ? [`l${at - 1 - (at % 3)}`, `l${at - 4}`] : []),
      ),
    );
    for (const { nodes, width, height } of layoutPhases(layers)) {
      expect(nodes).toHaveLength(20);
      expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(20);
      for (const { x, y } of nodes) {
        expect(x + NODE_SIZE.width).toBeLessThanOrEqual(width);
        expect(y + NODE_SIZE.height).toBeLessThanOrEqual(height);
      }
    }
  });

  it('draws layers that require each other, too', () => {
    const [{ nodes }] = layoutPhases([
      layer('a', 'Foundation', 'b'),
      layer('b', 'Foundation', 'a'),
    ]);
    expect(nodes.map(({ layer: { id } }) => id).sort()).toEqual(['a', 'b']);
  });
});
