// SPDX-License-Identifier: Apache-2.0
import { agree } from './agree';

const policy = (statement: object) => ({ Statement: [statement] });

describe('agree', () => {
  it.each([
    ['EnableKeyRotation', 'true', true],
    ['RotationPeriodInDays', '180', 180],
    ['Tags', [{ Key: 'a' }, { Key: 'b' }], [{ Key: 'b' }, { Key: 'a' }]],
    ['KeyPolicy', policy({ Action: ['a'] }), { Statement: { Action: 'a' } }],
    ['KeyPolicy', '{"Statement":[]}', { Statement: [] }],
    [
      'PolicyDocument',
      policy({ Action: ['a', 'b'] }),
      policy({ Action: ['b', 'a'] }),
    ],
    ['LoggingConfiguration', { A: 'x' }, { A: 'x', LogFilePrefix: '' }],
    [
      'LifecycleConfiguration',
      { Rules: [{ Id: 'a' }] },
      { Rules: [{ Id: 'a', ExpirationInDays: undefined }] },
    ],
  ])('takes %s %j for %j', (property, stated, found) => {
    expect(agree(property, stated, found)).toBe(true);
  });

  it.each([
    ['EnableKeyRotation', false, undefined],
    ['Description', '', undefined],
    ['RotationPeriodInDays', 180, 365],
    ['Tags', [{ Key: 'a', Value: '' }], [{ Key: 'a', Value: 'false' }]],
    ['Tags', [], [{ Key: 'a', Value: '' }]],
    [
      'KeyPolicy',
      policy({ Resource: '*' }),
      policy({ Resource: '*', Action: '' }),
    ],
    ['ManagedPolicyArns', ['a'], 'a'],
    ['VersioningConfiguration', { Status: 'Enabled' }, {}],
    [
      'LifecycleConfiguration',
      { Rules: [{ Id: 'a' }] },
      { Rules: [{ Id: 'a', ExpirationInDays: 1 }] },
    ],
    [
      'PublicAccessBlockConfiguration',
      { A: true, B: false },
      { A: true, B: true },
    ],
  ])('tells %s %j from %j', (property, stated, found) => {
    expect(agree(property, stated, found)).toBe(false);
  });
});
