// SPDX-License-Identifier: Apache-2.0
import { heldElsewhere } from './importHolders';

const ME = 'resource:default/queue-mine-production';
const OTHER = 'resource:default/queue-other-production';

const holder = (address: string, type: string, physicalId: string) => [
  { entityRef: OTHER, resources: [{ address, type, physicalId }] },
];

it.each([
  [
    'a Terraform state has by its ARN',
    { to: 'aws_s3_bucket.mine', id: 'orders' },
    holder('aws_s3_bucket.this', 'aws_s3_bucket', 'arn:aws:s3:::orders'),
  ],
  [
    'a CloudFormation stack has by its name',
    { to: 'aws_s3_bucket.mine["a.b"]', id: 'orders' },
    holder('Bucket', 'AWS::S3::Bucket', 'orders'),
  ],
  [
    'has another name as a type, and an id of its own',
    { to: 'aws_vpc.mine', id: 'vpc-0123456789abcdef0' },
    holder('Vpc', 'AWS::EC2::VPC', 'vpc-0123456789abcdef0'),
  ],
  [
    'is imported by its URL',
    {
      to: 'aws_sqs_queue.mine',
      id: 'https://sqs.eu-west-1.amazonaws.com/111111111111/orders',
    },
    holder(
      'aws_sqs_queue.this',
      'aws_sqs_queue',
      'arn:aws:sqs:eu-west-1:111111111111:orders',
    ),
  ],
])('does not import what %s', (_, asked, holders) => {
  expect(heldElsewhere(ME, [asked], holders)).toContain(
    `is in ${OTHER} already`,
  );
});

it('imports what only has the name of something else, and repeats its own import', () => {
  const asked = { to: 'aws_s3_bucket.mine', id: 'orders' };
  const role = holder('aws_iam_role.this', 'aws_iam_role', 'orders');
  expect(heldElsewhere(ME, [asked], role)).toBeUndefined();
  const own = [
    {
      entityRef: ME,
      resources: [
        {
          address: 'aws_s3_bucket.mine',
          type: 'aws_s3_bucket',
          physicalId: 'arn:aws:s3:::orders',
        },
      ],
    },
  ];
  expect(heldElsewhere(ME, [asked], own)).toBeUndefined();
  expect(
    heldElsewhere(ME, [{ ...asked, to: 'aws_s3_bucket.second' }], own),
  ).toContain('as aws_s3_bucket.mine');
});
