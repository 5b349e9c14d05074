// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import { readLayerRequirements } from './layerRequirements';

const read = (layerRequirements?: string) =>
  readLayerRequirements(
    new ConfigReader({ groundwork: { stacks: { layerRequirements } } }),
  );

describe('readLayerRequirements', () => {
  it('enforces unless it is told otherwise', () => {
    expect(read()).toBe('enforce');
    expect(read('enforce')).toBe('enforce');
    expect(read('advisory')).toBe('advisory');
  });

  it('takes no other word', () => {
    expect(() => read('off')).toThrow(
      'groundwork.stacks.layerRequirements must be enforce or advisory, got off',
    );
  });
});
