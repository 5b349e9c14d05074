// SPDX-License-Identifier: Apache-2.0
import { diffLines } from './diffLines';
import { normalize } from './normalize';

describe('normalize', () => {
  it('makes equal what differs in form alone', () => {
    const policy = (statement: object) =>
      JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const terraform = {
      $metadata: { requestId: '1' },
      KeyId: 'one',
      CreationDate: new Date(0),
      policy: policy({ Sid: 'A', Action: ['s3:b', 's3:a'], Resource: ['*'] }),
      tags: [
        { Key: 'owner', Value: 'x' },
        { Key: 'environment', Value: 'y' },
      ],
      Filter: {},
    };
    const cdk = {
      $metadata: { requestId: '2' },
      KeyId: 'two',
      CreationDate: new Date(1),
      policy: policy({ Action: ['s3:a', 's3:b'], Resource: '*' }),
      tags: [
        { Key: 'aws:cloudformation:stack-name', Value: 'z' },
        { Key: 'environment', Value: 'y' },
        { Key: 'owner', Value: 'x' },
      ],
      Filter: { Prefix: '' },
    };
    expect(normalize(terraform)).toEqual(normalize(cdk));
  });

  it('keeps what differs in meaning', () => {
    const key = { Enabled: true, tags: [{ Key: 'owner', Value: 'x' }] };
    expect(normalize(key)).not.toEqual(normalize({ ...key, Enabled: false }));
    expect(normalize(key)).not.toEqual(normalize({ ...key, tags: [] }));
    expect(normalize({ Action: ['a'] })).not.toEqual(
      normalize({ Action: ['a', 'b'] }),
    );
  });
});

describe('diffLines', () => {
  it('shows the first difference, or nothing', () => {
    expect(diffLines('a\nb', 'a\nb')).toBe('');
    expect(diffLines('a\nb', 'a\nc')).toBe(
      'terraform (-), cdk (+):\n- a\n- b\n+ a\n+ c',
    );
    expect(diffLines('a', 'a\nb')).toContain('+ b');
  });
});
