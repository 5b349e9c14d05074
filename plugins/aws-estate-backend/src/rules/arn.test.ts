// SPDX-License-Identifier: Apache-2.0
import { parseArn, resourceNameOf, resourceTypeOf } from './arn';

describe('an ARN', () => {
  it.each([
    [
      'arn:aws:ec2:eu-west-1:111111111111:instance/i-1',
      'ec2:instance',
      'i-1',
      'eu-west-1',
    ],
    ['arn:aws:s3:::orders', 's3:bucket', 'orders', undefined],
    [
      'arn:aws:sns:eu-west-1:111111111111:orders',
      'sns:topic',
      'orders',
      'eu-west-1',
    ],
    [
      'arn:aws:sqs:eu-west-1:111111111111:orders',
      'sqs:queue',
      'orders',
      'eu-west-1',
    ],
    [
      'arn:aws:lambda:eu-west-1:111111111111:function:orders',
      'lambda:function',
      'orders',
      'eu-west-1',
    ],
    [
      'arn:aws:logs:eu-west-1:111111111111:log-group:/aws/lambda/orders',
      'logs:log-group',
      'orders',
      'eu-west-1',
    ],
    [
      'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/web/50dc',
      'elasticloadbalancing:loadbalancer/app',
      '50dc',
      'eu-west-1',
    ],
    [
      'arn:aws:apigateway:eu-west-1::/restapis/a1',
      'apigateway:restapis',
      'a1',
      'eu-west-1',
    ],
    ['arn:aws:iam::111111111111:role/x/y', 'iam:role', 'y', 'global'],
    [
      'arn:aws-cn:cloudfront::111111111111:distribution/E1',
      'cloudfront:distribution',
      'E1',
      'global',
    ],
    [
      'arn:aws:glacier:eu-west-1:111111111111:single',
      'glacier',
      'single',
      'eu-west-1',
    ],
  ])('%s is a %s', (arn, type, name, region) => {
    const parts = parseArn(arn)!;
    expect(resourceTypeOf(parts)).toBe(type);
    expect(resourceNameOf(parts, {})).toBe(name);
    expect(parts.region).toBe(region);
    expect(resourceNameOf(parts, { Name: 'Orders' })).toBe('Orders');
  });

  it.each(['', 'arn', 'arn:aws:s3', 'orders', 'xarn:aws:s3:::a'])(
    'is not "%s"',
    text => {
      expect(parseArn(text)).toBeUndefined();
    },
  );
});
