// SPDX-License-Identifier: Apache-2.0
import { importHintOf } from './importHint';

it.each([
  ['arn:aws:s3:::orders', 'aws_s3_bucket', 'orders'],
  ['arn:aws:kms:eu-west-1:1:key/12-ab', 'aws_kms_key', '12-ab'],
  ['arn:aws:kms:eu-west-1:1:alias/orders', 'aws_kms_alias', 'alias/orders'],
  ['arn:aws:iam::1:role/service/orders', 'aws_iam_role', 'orders'],
  [
    'arn:aws:iam::1:policy/service/orders',
    'aws_iam_policy',
    'arn:aws:iam::1:policy/service/orders',
  ],
  [
    'arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/orders:*',
    'aws_cloudwatch_log_group',
    '/aws/lambda/orders',
  ],
  [
    'arn:aws:sqs:eu-west-1:111111111111:orders',
    'aws_sqs_queue',
    'https://sqs.eu-west-1.amazonaws.com/111111111111/orders',
  ],
  [
    'arn:aws:ssm:eu-west-1:1:parameter/orders/limit',
    'aws_ssm_parameter',
    '/orders/limit',
  ],
  ['arn:aws:rds:eu-west-1:1:db:orders', 'aws_db_instance', 'orders'],
])('%s is imported as %s', (arn, type, id) => {
  expect(importHintOf(arn)).toEqual({ type, id });
});

it('does not guess', () => {
  expect(importHintOf('arn:aws:ec2:eu-west-1:1:fleet/f-1')).toBeUndefined();
  expect(importHintOf('no ARN')).toBeUndefined();
});
