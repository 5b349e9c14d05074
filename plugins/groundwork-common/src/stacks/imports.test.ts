// SPDX-License-Identifier: Apache-2.0
import { runImportsSchema } from './imports';

const accepts = (...imports: unknown[]) =>
  runImportsSchema.safeParse(imports).success;

it.each([
  'aws_s3_bucket.this',
  'terraform_data.x',
  'aws_subnet.private[2]',
  'aws_subnet.private["eu-west-1a"]',
  'module.vpc.module.subnets["a.b"].aws_subnet.this[0]',
  'aws_s3_bucket.this["50% of $"]',
])('takes %s for the address of a resource', to => {
  expect(accepts({ to, id: 'x' })).toBe(true);
});

it.each([
  'aws_s3_bucket',
  'data.aws_s3_bucket.this',
  'module.vpc',
  'var.name',
  'aws_s3_bucket.this\n',
  'aws_s3_bucket.this[each.key]',
  'aws_s3_bucket.this["${file("/etc/passwd")}"]',
  'aws_s3_bucket.this["%{ if true }x%{ endif }"]',
  'aws_s3_bucket.this["a\\"]',
  'aws_s3_bucket.this[-1]',
  'aws_s3_bucket.this["a"]; rm',
  'aws_s3_bucket.this" }',
])('does not take %j for one', to => {
  expect(accepts({ to, id: 'x' })).toBe(false);
});

it.each(['', 'a\nb', 'a\u0000b', 'a\u2028b', '${var.x}', 'x%{ if true }'])(
  'does not take %j for an id',
  id => {
    expect(accepts({ to: 'aws_s3_bucket.this', id })).toBe(false);
  },
);

it('takes an id as a provider has it', () => {
  const id = 'arn:aws:iam::111111111111:role/a b,$x/"quoted"/100%';
  expect(accepts({ to: 'aws_iam_role.this', id })).toBe(true);
});

it('imports neither two resources at one address nor one at two', () => {
  expect(
    accepts(
      { to: 'aws_s3_bucket.a', id: 'one' },
      { to: 'aws_s3_bucket.a', id: 'two' },
    ),
  ).toBe(false);
  expect(
    accepts(
      { to: 'aws_s3_bucket.a', id: 'one' },
      { to: 'module.x["a.b"].aws_s3_bucket.b[0]', id: 'one' },
    ),
  ).toBe(false);
  expect(
    accepts(
      { to: 'aws_s3_bucket.a', id: 'one' },
      { to: 'aws_s3_bucket_policy.a', id: 'one' },
    ),
  ).toBe(true);
});
