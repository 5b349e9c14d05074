// SPDX-License-Identifier: Apache-2.0
import { orderLayers, orderPhases } from './layerOrder';

const layer = (
  id: string,
  phase: string | undefined,
  ...requires: string[]
) => ({ id, title: id, phase, requires });

const ids = (layers: { id: string }[]) => layers.map(({ id }) => id);

describe('orderPhases', () => {
  it('puts the known phases in their order, then others by name, then those of none', () => {
    expect(
      orderPhases([
        'Other',
        'Zoo',
        'Global Scale',
        'Alpha',
        'Foundation',
        'Zoo',
      ]),
    ).toEqual(['Foundation', 'Global Scale', 'Alpha', 'Zoo', 'Other']);
  });
});

describe('orderLayers', () => {
  it('puts a layer behind those it stands on, within its phase', () => {
    const layers = [
      layer('waf', 'Global Scale'),
      layer('eks', 'Foundation', 'network', 'iam'),
      layer('network', 'Foundation', 'kms'),
      layer('own', undefined),
      layer('kms', 'Foundation'),
      layer('iam', 'Foundation'),
    ];
    expect(ids(orderLayers(layers))).toEqual([
      'iam',
      'kms',
      'network',
      'eks',
      'waf',
      'own',
    ]);
  });

  it('ends where layers require each other, and where one is not there', () => {
    const layers = [
      layer('a', 'Foundation', 'b'),
      layer('b', 'Foundation', 'a'),
      layer('c', 'Foundation', 'gone'),
    ];
    expect(ids(orderLayers(layers)).sort()).toEqual(['a', 'b', 'c']);
  });
});
