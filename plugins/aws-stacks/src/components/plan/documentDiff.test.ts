// SPDX-License-Identifier: Apache-2.0
import { documentDiff } from './documentDiff';

const policy = (services: string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
      { Effect: 'Allow', Action: 'kms:Encrypt', Resource: services },
    ],
  });

describe('documentDiff', () => {
  it('tells the lines that change, with what stands around them', () => {
    expect(documentDiff(policy(['s3']), policy(['s3', 'sqs']))).toEqual([
      { kind: 'left-out', text: '…' },
      { kind: 'same', text: '      "Action": "kms:Encrypt",' },
      { kind: 'same', text: '      "Resource": [' },
      { kind: 'before', text: '        "s3"' },
      { kind: 'after', text: '        "s3",' },
      { kind: 'after', text: '        "sqs"' },
      { kind: 'same', text: '      ]' },
      { kind: 'same', text: '    }' },
      { kind: 'left-out', text: '…' },
    ]);
  });

  it('tells nothing that is left out where nothing stands around', () => {
    expect(documentDiff('{"a":1}', '{"a":2}')).toEqual([
      { kind: 'same', text: '{' },
      { kind: 'before', text: '  "a": 1' },
      { kind: 'after', text: '  "a": 2' },
      { kind: 'same', text: '}' },
    ]);
  });

  it.each([
    ['text', 'other text'],
    ['{"a":1}', 'text'],
    [undefined, '{"a":1}'],
    ['{"a":', '{"a":1}'],
    ['1', '2'],
    ['[]', JSON.stringify(Array.from({ length: 700 }, (_, i) => i))],
  ])('leaves %p and %p as they are', (before, after) => {
    expect(documentDiff(before, after)).toBeUndefined();
  });
});
