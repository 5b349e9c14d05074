// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Template } from 'aws-cdk-lib/assertions';
import { parseInputs } from '../lib/inputs.ts';
import { readJson } from '../lib/layer-inputs.ts';
import { createApp } from '../lib/layer-stack.ts';
import type { Environment } from '../lib/layer-stack.ts';
import { SampleLayerStack } from '../lib/sample-layer-stack.ts';
import { contextIn, nagFindings } from './layer.ts';

const everything = parseInputs(
  readJson(new URL('./inputs.json', import.meta.url)),
);

function synthesize(
  values: unknown = everything,
  environment: Environment = 'production',
) {
  const app = createApp();
  const inputs = parseInputs(values);
  const stack = new SampleLayerStack(app, contextIn(environment), inputs);
  return { app, template: Template.fromStack(stack) };
}

describe('the log group', () => {
  it('is encrypted and kept for a year in production', () => {
    synthesize().template.hasResourceProperties('AWS::Logs::LogGroup', {
      KmsKeyId: everything.kmsKeyArn,
      LogGroupClass: 'STANDARD',
      RetentionInDays: 365,
    });
  });

  it('leaves nothing for AWS Solutions and NIST 800-53 to object to', () => {
    assert.deepEqual(nagFindings(synthesize().app), []);
  });
});

describe('the inputs', () => {
  it('are refused out of their bounds', () => {
    assert.throws(
      () => synthesize({ ...everything, logGroupClass: 'FREQUENT' }),
      {
        message: 'log_group_class must be one of STANDARD, INFREQUENT_ACCESS.',
      },
    );
    assert.throws(
      () => synthesize({ ...everything, kmsKeyArn: 'alias/orders' }),
      {
        message: /^kms_key_arn must match \^arn:aws/,
      },
    );
  });
});
