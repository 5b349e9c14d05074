// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@backstage/types';
import { Redactor } from '../redact';
import recorded from './__fixtures__/plan.json';
import { type DiffOptions, sensitiveTexts, toPlanDiff } from './diff';
import { planJsonSchema } from './planJson';
import { readSensitivePaths } from './sensitivePaths';

const plan = planJsonSchema.parse(recorded);

const options: DiffOptions = {
  redactor: Redactor.create(),
  sensitivePaths: { aws_db_instance: ['password'] },
  engineVersion: '1.11.4',
  hasChanges: true,
  diagnostics: [
    {
      severity: 'warning',
      summary: 'Argument is deprecated',
      detail: 'use other',
      address: 'aws_db_instance.this',
    },
  ],
};

it('gives every action its place', () => {
  const diff = toPlanDiff(plan, options);
  expect(
    diff.resources.map(({ address, action }) => [address, action]),
  ).toEqual([
    ['aws_db_instance.this', 'update'],
    ['aws_s3_bucket.made', 'create'],
    ['aws_s3_bucket.replaced', 'replace'],
    ['aws_s3_bucket.gone', 'delete'],
    ['aws_s3_bucket.left', 'forget'],
    ['aws_s3_bucket.adopted', 'import'],
  ]);
  expect(diff.summary).toEqual({
    create: 1,
    update: 1,
    replace: 1,
    delete: 1,
    import: 1,
    forget: 1,
  });
});

it('keeps what decides the size of a resource that is there before and after', () => {
  const { resources } = toPlanDiff(plan, options);
  expect(
    resources.flatMap(({ action, unchanged }) => (unchanged ? [action] : [])),
  ).toEqual(['update', 'replace', 'import']);
});

it('says whether somebody may do more after the apply', () => {
  expect(toPlanDiff(plan, options).permissionChange).toBe('none');
  const [first, ...others] = plan.resource_changes;
  const attachment = {
    ...first,
    address: 'aws_iam_role_policy_attachment.this',
    type: 'aws_iam_role_policy_attachment',
    change: { actions: ['create'], after: { role: 'app', policy_arn: 'arn' } },
  };
  const wider = { ...plan, resource_changes: [first, ...others, attachment] };
  expect(toPlanDiff(wider, options).permissionChange).toBe('broadening');
});

it('shows neither marked values nor what the provider calls sensitive', () => {
  const diff = toPlanDiff(plan, options);
  expect(diff.resources[0].attributes).toEqual([
    {
      path: 'engine_version',
      before: '15.4',
      after: '15.5',
      unknown: false,
      sensitive: false,
      forcesReplacement: false,
    },
    {
      path: 'password',
      unknown: false,
      sensitive: true,
      forcesReplacement: false,
    },
    {
      path: 'tags.token',
      unknown: false,
      sensitive: true,
      forcesReplacement: false,
    },
  ]);
  expect(JSON.stringify(diff)).not.toMatch(
    /old-password|new-password|marked-token/,
  );
});

it('says why a resource is replaced', () => {
  const replaced = toPlanDiff(plan, options).resources[2];
  expect(replaced.reason).toBe('replace_because_cannot_update');
  expect(replaced.attributes[0]).toMatchObject({
    path: 'bucket',
    forcesReplacement: true,
  });
});

it('hides a sensitive output and keeps the others', () => {
  expect(toPlanDiff(plan, options).outputs).toEqual([
    { name: 'arn', action: 'create', unknown: true, sensitive: false },
    { name: 'password', action: 'update', unknown: false, sensitive: true },
  ]);
});

it('notes warnings, failed checks and drift of what it touches', () => {
  expect(toPlanDiff(plan, options).notes).toEqual([
    {
      level: 'warning',
      source: 'terraform',
      message: 'aws_db_instance.this: Argument is deprecated: use other',
      address: 'aws_db_instance.this',
    },
    {
      level: 'error',
      source: 'terraform',
      message: 'The check check.health does not hold',
    },
    {
      level: 'info',
      source: 'terraform',
      message: 'It was changed outside of Terraform since the last run',
      address: 'aws_db_instance.this',
    },
  ]);
});

it('does not call it a change that what is not set is told in another way', () => {
  const [drift] = plan.resource_drift;
  const told = (before: JsonObject, after: JsonObject) => {
    const change = { ...drift.change, before, after };
    const changed = { ...recorded, resource_drift: [{ ...drift, change }] };
    return toPlanDiff(planJsonSchema.parse(changed), options).notes.filter(
      ({ level }) => level === 'info',
    );
  };
  expect(told({ key: '', tags: null }, { key: null, tags: {} })).toEqual([]);
  expect(told({ key: '', ports: [0] }, { key: '', ports: [] })).toHaveLength(1);
});

it('learns every marked text', () => {
  expect(sensitiveTexts(plan).sort()).toEqual([
    'marked-token',
    'new-output',
    'old-output',
  ]);
});

it('refuses a plan of another format', () => {
  expect(
    planJsonSchema.safeParse({ ...recorded, format_version: '2.0' }).success,
  ).toBe(false);
});

it('reads the sensitive paths of a provider', () => {
  const block = {
    attributes: {
      password: { sensitive: true },
      name: {},
      nested: { nested_type: { attributes: { key: { sensitive: true } } } },
    },
    block_types: {
      login: { block: { attributes: { secret: { sensitive: true } } } },
    },
  };
  const schemas = {
    provider_schemas: {
      aws: {
        resource_schemas: { aws_x: { block }, aws_y: { block: {} } },
        data_source_schemas: {},
      },
    },
  };
  expect(readSensitivePaths(schemas)).toEqual({
    aws_x: ['password', 'nested.key', 'login.secret'],
  });
});
