// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { requiresKnown } from './requiresKnown';

const file = 'layer.yaml';
const messages = async (requires: string) =>
  (
    await findingsOf(requiresKnown, [
      { file, from: 'requires: [kms]', to: `requires: ${requires}` },
    ])
  ).map(({ line, message }) => `${line} ${message}`);

describe('requiresKnown', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(requiresKnown)).toEqual([]);
  });

  it('finds a layer that nobody knows', async () => {
    expect(await messages('[kms, keys]')).toEqual([
      '7 keys is no layer of packages/layer-kit/data/layers.yaml',
    ]);
  });

  it('finds a layer whose output the form asks for', async () => {
    expect(await messages('[]')).toEqual([
      '7 add kms: the form asks for an output of it',
    ]);
  });

  it('finds layers that require each other', async () => {
    expect(await messages('[kms, sample-layer]')).toEqual([
      '7 layers require each other: sample-layer → sample-layer',
    ]);
  });
});
