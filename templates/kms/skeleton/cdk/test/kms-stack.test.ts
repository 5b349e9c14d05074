// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { parseInputs } from '../lib/inputs.ts';
import type { KmsInputs } from '../lib/inputs.ts';
import { KmsStack } from '../lib/kms-stack.ts';
import { readJson } from '../lib/layer-inputs.ts';
import { createApp } from '../lib/layer-stack.ts';
import type { Environment } from '../lib/layer-stack.ts';
import { contextIn, nagFindings } from './layer.ts';

const everything = readJson(new URL('./inputs.json', import.meta.url));

const defaults: KmsInputs = {
  rotationPeriodInDays: 365,
  deletionWindowInDays: 30,
  multiRegion: false,
  services: [],
  administratorArns: [],
};

function synthesize(
  values: unknown = defaults,
  environment: Environment = 'production',
) {
  const app = createApp();
  const inputs = parseInputs(values, environment);
  const stack = new KmsStack(app, contextIn(environment), inputs);
  return { app, stack, template: Template.fromStack(stack) };
}

/** Asserts on the statements of the key policy after the first, which is the account's. */
function hasStatements(template: Template, statements: object[]) {
  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: [
        Match.objectLike({ Sid: 'LetIamPoliciesDecide' }),
        ...statements.map(statement => Match.objectLike(statement)),
      ],
    },
  });
}

function refuses(values: object, message: string) {
  assert.throws(() => synthesize({ ...defaults, ...values }), { message });
}

describe('a key', () => {
  it('is secure by default', () => {
    const { template } = synthesize();
    template.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      RotationPeriodInDays: 365,
      PendingWindowInDays: 30,
      KeyUsage: 'ENCRYPT_DECRYPT',
      MultiRegion: false,
      KeyPolicy: {
        Statement: [
          {
            Sid: 'LetIamPoliciesDecide',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::123456789012:root' },
            Action: 'kms:*',
            Resource: '*',
          },
        ],
      },
    });
  });

  it('has an alias that names the stack', () => {
    const { template } = synthesize();
    template.hasResourceProperties('AWS::KMS::Alias', {
      AliasName: 'alias/groundwork/orders',
    });
  });

  it('carries the tags of its stack', () => {
    assert.deepEqual(synthesize().stack.tags.tagValues(), {
      'backstage:entity-ref': 'resource:default/kms-orders-production',
      'groundwork:stack': '01JZ8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z',
      'groundwork:layer': 'kms',
      environment: 'production',
      owner: 'group:default/orders',
    });
  });

  it('cannot be deleted with its stack by mistake in production', () => {
    const protectedIn = (environment: Environment) =>
      synthesize(defaults, environment).stack.terminationProtection;
    assert.equal(protectedIn('production'), true);
    assert.equal(protectedIn('staging'), false);
  });

  it('leaves nothing for AWS Solutions and NIST 800-53 to object to', () => {
    assert.deepEqual(nagFindings(synthesize().app), []);
    assert.deepEqual(nagFindings(synthesize(everything).app), []);
  });
});

describe('the key policy', () => {
  it('lets services use the key for callers of this account only', () => {
    const { template } = synthesize({ ...defaults, services: ['s3', 'ec2'] });
    const ofThisAccount = {
      'kms:CallerAccount': '123456789012',
      'kms:ViaService': [
        'ec2.eu-west-1.amazonaws.com',
        's3.eu-west-1.amazonaws.com',
      ],
    };
    hasStatements(template, [
      { Condition: { StringEquals: ofThisAccount } },
      {
        Action: 'kms:CreateGrant',
        Condition: {
          StringEquals: ofThisAccount,
          Bool: { 'kms:GrantIsForAWSResource': 'true' },
        },
      },
    ]);
  });

  it('lets services use the key in their own name for this account only', () => {
    const { template } = synthesize({
      ...defaults,
      services: ['logs', 'cloudtrail', 'events'],
    });
    hasStatements(template, [
      {
        Sid: 'UseByCloudtrail',
        Condition: {
          ArnLike: {
            'aws:SourceArn': 'arn:aws:cloudtrail:*:123456789012:trail/*',
          },
        },
      },
      {
        Sid: 'UseByEvents',
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      },
      {
        Sid: 'UseByLogs',
        Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
        Condition: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn':
              'arn:aws:logs:eu-west-1:123456789012:*',
          },
        },
      },
    ]);
  });

  it('does not let administrators use the key', () => {
    const role = 'arn:aws:iam::123456789012:role/security';
    const { template } = synthesize({ ...defaults, administratorArns: [role] });
    hasStatements(template, [{ Principal: { AWS: role } }]);
    const text = JSON.stringify(template.toJSON());
    for (const action of [
      'Decrypt',
      'Encrypt',
      'GenerateDataKey',
      'CreateGrant',
    ]) {
      assert.ok(!text.includes(`"kms:${action}`), `kms:${action} is allowed`);
    }
  });
});

describe('the inputs', () => {
  it('may wait for a week in development', () => {
    const { template } = synthesize(
      { ...defaults, deletionWindowInDays: 7 },
      'development',
    );
    template.hasResourceProperties('AWS::KMS::Key', { PendingWindowInDays: 7 });
  });

  it('are refused out of their bounds', () => {
    refuses(
      { deletionWindowInDays: 29 },
      'deletion_window_in_days must be at least 30 in production.',
    );
    refuses(
      { deletionWindowInDays: 31 },
      'deletion_window_in_days must be a whole number from 7 to 30.',
    );
    refuses(
      { rotationPeriodInDays: 89 },
      'rotation_period_in_days must be a whole number from 90 to 2560.',
    );
    refuses(
      { rotationPeriodInDays: 2561 },
      'rotation_period_in_days must be a whole number from 90 to 2560.',
    );
    refuses({ multiRegion: 'yes' }, 'multi_region must be true or false.');
    refuses(
      { services: ['s3', 's3'] },
      'services must be at most 17, each named once.',
    );
    refuses({ rotation: 90 }, 'rotation is no input of this layer.');
  });

  it('are refused when a service or a role is none', () => {
    assert.throws(() => synthesize({ ...defaults, services: ['s4'] }), {
      message: /^Each of services must be one of cloudtrail, cloudwatch, /,
    });
    assert.throws(
      () =>
        synthesize({
          ...defaults,
          administratorArns: ['arn:aws:iam::123456789012:user/alice'],
        }),
      { message: /^Each of administrator_arns must match \^arn:aws/ },
    );
  });
});
