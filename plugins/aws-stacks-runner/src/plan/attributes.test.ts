// SPDX-License-Identifier: Apache-2.0
import { Redactor } from '../redact';
import {
  type Change,
  flattenChange,
  markedValues,
  unchangedSizes,
} from './attributes';

const flatten = (change: Change, sensitivePaths: string[] = []) =>
  flattenChange(change, {
    redactor: Redactor.create(['s3cr3t-value']),
    sensitivePaths,
  });

const attribute = {
  unknown: false,
  sensitive: false,
  forcesReplacement: false,
};

describe('flattenChange', () => {
  it('gives what differs, with dotted paths', () => {
    expect(
      flatten({
        before: { name: 'a', rule: [{ days: 1, id: 'x' }] },
        after: { name: 'a', rule: [{ days: 2, id: 'x' }] },
      }),
    ).toEqual([{ ...attribute, path: 'rule.0.days', before: 1, after: 2 }]);
  });

  it('marks what is only known after apply', () => {
    expect(
      flatten({
        before: { arn: 'old' },
        after: {},
        after_unknown: { arn: true },
      }),
    ).toEqual([{ ...attribute, path: 'arn', before: 'old', unknown: true }]);
  });

  it('names the attributes that force a replacement', () => {
    const [changed] = flatten({
      before: { name: 'a' },
      after: { name: 'b' },
      replace_paths: [['name']],
    });
    expect(changed.forcesReplacement).toBe(true);
  });

  it.each([
    ['marked', { after_sensitive: { v: true } }],
    ['marked before', { before_sensitive: { v: true } }],
    ['marked as a whole', { after_sensitive: true }],
    ['marked with another form', { after_sensitive: { v: [true] } }],
    [
      'marked with deeper marks than it has',
      { after_sensitive: { v: { a: true } } },
    ],
  ])('shows no value of what is %s', (_, marks) => {
    const found = flatten({
      before: { v: 'one' },
      after: { v: 'two' },
      ...marks,
    });
    expect(found.every(({ sensitive }) => sensitive)).toBe(true);
    expect(JSON.stringify(found)).not.toMatch(/one|two/);
  });

  it('shows no value that the provider calls sensitive', () => {
    expect(
      flatten(
        {
          before: { login: [{ password: 'one' }] },
          after: { login: [{ password: 'two' }] },
        },
        ['login.password'],
      ),
    ).toEqual([{ ...attribute, path: 'login.0.password', sensitive: true }]);
  });

  it('shows no value that holds a known secret', () => {
    expect(flatten({ after: { v: 'with s3cr3t-value in it' } })).toEqual([
      { ...attribute, path: 'v', sensitive: true },
    ]);
  });

  it('shows no list of which one item is marked in another form', () => {
    const found = flatten({
      before: { list: ['keep-a'] },
      after: { list: ['keep-b'] },
      after_sensitive: { list: [false, true] },
    });
    expect(JSON.stringify(found)).not.toMatch(/keep/);
  });

  it('keeps an expression of CloudFormation whole', () => {
    const value = { 'Fn::GetAtt': ['Key', 'Arn'] };
    expect(flatten({ after: { Target: value } })).toEqual([
      { ...attribute, path: 'Target', after: value },
    ]);
  });
});

describe('markedValues', () => {
  it('gives the texts behind the marks', () => {
    expect(
      markedValues(
        { a: 'left', b: { c: ['right', 'open'] } },
        { b: { c: [true, false] } },
      ),
    ).toEqual(['right']);
    expect(markedValues({ a: 'left' }, true)).toEqual(['left']);
    expect(markedValues({ a: 'left' }, { a: false })).toEqual([]);
  });

  it('are not all that stands beside a secret which is only known after apply', () => {
    const tags = { service: 'orders' };
    const mark = { value: true, tags: {} };
    expect(markedValues({ tags }, mark, { value: true })).toEqual([]);
    expect(markedValues({ tags }, mark, { id: true })).toEqual(['orders']);
    expect(
      markedValues(
        { nested: { tags } },
        { nested: mark },
        { nested: { value: true } },
      ),
    ).toEqual([]);
    const [nested] = flatten({
      after: { nested: { tags } },
      after_sensitive: { nested: mark },
      after_unknown: { nested: { value: true } },
    }).filter(({ path }) => path.endsWith('service'));
    expect(nested).toEqual({
      ...attribute,
      path: 'nested.tags.service',
      after: 'orders',
    });
  });
});

describe('unchangedSizes', () => {
  const rules = {
    redactor: Redactor.create(['s3cr3t-value']),
    sensitivePaths: ['engine'],
  };

  it('keeps what stays and decides the size, and nothing else', () => {
    const database = {
      multi_az: true,
      storage_type: 'gp3',
      engine: 'postgres',
      instance_class: null,
      username: 'admin',
      root_block_device: [{ volume_size: 20, device_name: '/dev/xvda' }],
    };
    expect(
      unchangedSizes(
        {
          before: { ...database, allocated_storage: 100 },
          after: { ...database, allocated_storage: 200 },
        },
        rules,
      ),
    ).toEqual({
      multi_az: true,
      storage_type: 'gp3',
      'root_block_device.0.volume_size': 20,
    });
  });

  it('keeps no value that is masked, secret or only known after apply', () => {
    const before = { iops: 1, node_type: 's3cr3t-value', memory: 2, size: 3 };
    expect(
      unchangedSizes(
        {
          before,
          after: before,
          after_sensitive: { iops: true },
          after_unknown: { memory: true },
        },
        rules,
      ),
    ).toEqual({ size: 3 });
  });
});
