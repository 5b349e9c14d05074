// SPDX-License-Identifier: Apache-2.0
import { Redactor } from '../redact';
import { readState } from './state';

const state = JSON.stringify({
  version: 4,
  outputs: {
    arn: { value: 'arn:x', type: 'string' },
    password: { value: 'hidden', type: 'string', sensitive: true },
    leak: { value: ['with k3y-of-mine'], type: 'string' },
  },
  resources: [
    {
      mode: 'data',
      type: 'aws_partition',
      name: 'current',
      instances: [{ attributes: { id: 'aws' } }],
    },
    {
      module: 'module.m',
      mode: 'managed',
      type: 'aws_subnet',
      name: 'this',
      instances: [
        { index_key: 'a', attributes: { id: 'subnet-1', arn: 'arn:subnet-1' } },
        { index_key: 1, attributes: { id: 'subnet-2' } },
      ],
    },
  ],
});

it('gives resources with their address, and the values of outputs that are not sensitive', () => {
  expect(readState(state, Redactor.create(['k3y-of-mine']))).toEqual({
    outputs: [
      { name: 'arn', value: 'arn:x', sensitive: false },
      { name: 'password', sensitive: true },
      { name: 'leak', sensitive: true },
    ],
    resources: [
      {
        address: 'module.m.aws_subnet.this["a"]',
        type: 'aws_subnet',
        physicalId: 'arn:subnet-1',
      },
      {
        address: 'module.m.aws_subnet.this[1]',
        type: 'aws_subnet',
        physicalId: 'subnet-2',
      },
    ],
  });
});

it('knows that no state is an empty one', () => {
  expect(readState('', Redactor.create())).toEqual({
    outputs: [],
    resources: [],
  });
});
