// SPDX-License-Identifier: Apache-2.0
import {
  ANNOTATION_ARN,
  ANNOTATION_AWS_ACCOUNTS,
  ANNOTATION_AWS_TAGS,
  ANNOTATION_AWS_TAGS_ALIASES,
} from '@groundwork/backstage-plugin-groundwork-common';
import { readEntityRules } from './annotations';

const [SECURITY_HUB_TAGS, COST_TAGS] = ANNOTATION_AWS_TAGS_ALIASES;

const read = (annotations: Record<string, string>) =>
  readEntityRules({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'orders', annotations },
  });

const none = { arns: [], tagSets: [], accounts: [], faults: [] };

describe('readEntityRules', () => {
  it('finds nothing where nothing is stated', () => {
    expect(read({})).toEqual(none);
  });

  it.each<[string, [string, string][]]>([
    ['app=orders', [['app', 'orders']]],
    [
      ' app = orders ,  env=production ,',
      [
        ['app', 'orders'],
        ['env', 'production'],
      ],
    ],
    ['app=orders,app=orders', [['app', 'orders']]],
    ['url=https://a.b/?c=d', [['url', 'https://a.b/?c=d']]],
    [
      'aws:cloudformation:stack-name=orders',
      [['aws:cloudformation:stack-name', 'orders']],
    ],
    ['App=Orders', [['App', 'Orders']]],
    ['app=', [['app', '']]],
  ])('reads the tags "%s"', (text, pairs) => {
    expect(read({ [ANNOTATION_AWS_TAGS]: text })).toEqual({
      ...none,
      tagSets: [pairs],
    });
  });

  it.each([
    ['', 'is empty; state tags as key=value'],
    [' , ', 'is empty; state tags as key=value'],
    ['app', '"app" is not key=value'],
    ['app=orders,env', '"env" is not key=value'],
    ['=orders,env=production', '"=orders" is not key=value'],
    [
      'app=orders,app=billing',
      'app is given two values; no resource can have both',
    ],
  ])('owns nothing by the tags "%s"', (text, fault) => {
    expect(read({ [ANNOTATION_AWS_TAGS]: text })).toEqual({
      ...none,
      faults: [`${ANNOTATION_AWS_TAGS}: ${fault}`],
    });
  });

  it('reads annotations of other plugins each by itself, and not beside ours', () => {
    const others = { [SECURITY_HUB_TAGS]: 'a=1,b=2', [COST_TAGS]: 'c=3' };
    expect(read(others).tagSets).toEqual([
      [
        ['a', '1'],
        ['b', '2'],
      ],
      [['c', '3']],
    ]);
    expect(read({ ...others, [ANNOTATION_AWS_TAGS]: 'd=4' }).tagSets).toEqual([
      [['d', '4']],
    ]);
    expect(read({ ...others, [ANNOTATION_AWS_TAGS]: '' }).tagSets).toEqual([]);
  });

  it('reads ARNs and accounts, and leaves out what is none', () => {
    expect(
      read({
        [ANNOTATION_ARN]:
          'arn:aws:s3:::orders, orders ,arn:aws:sns:eu-west-1:111111111111:orders',
        [ANNOTATION_AWS_ACCOUNTS]:
          '111111111111, 222222222222/eu-west-1,333,444444444444/eu/west,555555555555/Ireland,',
      }),
    ).toEqual({
      ...none,
      arns: [
        'arn:aws:s3:::orders',
        'arn:aws:sns:eu-west-1:111111111111:orders',
      ],
      accounts: ['111111111111', '222222222222/eu-west-1'],
      faults: [
        expect.stringContaining('"orders" is not a whole ARN'),
        expect.stringContaining('"333" is neither'),
        expect.stringContaining('"444444444444/eu/west" is neither'),
        expect.stringContaining('"555555555555/Ireland" is neither'),
      ],
    });
  });
});
