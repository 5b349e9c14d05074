// SPDX-License-Identifier: Apache-2.0
import { App, CfnOutput, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { checkInputs, readJson } from './layer-inputs.ts';
import type { InputsOf } from './layer-inputs.ts';

const contextSchema = {
  accountId: { type: 'string', pattern: '^\\d{12}$', maxLength: 12 },
  region: {
    type: 'string',
    pattern: '^(global|[a-z]{2}(-[a-z]+)+-\\d)$',
    maxLength: 25,
  },
  environment: {
    type: 'string',
    enum: ['production', 'staging', 'development'],
  },
  layer: {
    type: 'string',
    pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
    maxLength: 26,
  },
  name: {
    type: 'string',
    pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
    maxLength: 24,
  },
  stackId: { type: 'string', pattern: '^[0-9A-Z]{26}$', maxLength: 26 },
  entityRef: {
    type: 'string',
    pattern: '^[^:/]+:[^:/]+/[^:/]+$',
    maxLength: 256,
  },
  owner: { type: 'string', pattern: '^[^:/]+:[^:/]+/[^:/]+$', maxLength: 256 },
} as const;

/** Where and for whom a stack runs, as Groundwork writes it into groundwork.json. */
export type LayerContext = InputsOf<typeof contextSchema>;

export type Environment = LayerContext['environment'];

/** The behaviour of the CDK that layers rely on, whatever the settings of the CLI that runs them. */
const FEATURE_FLAGS = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/core:enablePartitionLiterals': true,
};

export function readContext(file: URL): LayerContext {
  return checkInputs(contextSchema, readJson(file));
}

/** An app that refuses to synthesize what AWS Solutions or NIST 800-53 r5 object to. */
export function createApp(): App {
  const app = new App({
    analyticsReporting: false,
    treeMetadata: false,
    context: FEATURE_FLAGS,
  });
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app),
    new NIST80053R5Checks(app),
  );
  return app;
}

/** A stack with the name, place, tags and protection that each layer has. */
export class LayerStack extends Stack {
  protected readonly context: LayerContext;

  constructor(app: App, context: LayerContext) {
    const { accountId, region, environment, layer, name } = context;
    super(app, `groundwork-${layer}-${name}`, {
      env: {
        account: accountId,
        // What has no Region is managed from us-east-1.
        region: region === 'global' ? 'us-east-1' : region,
      },
      description: `${layer} ${name} (${environment})`,
      terminationProtection: environment === 'production',
      // CloudFormation hands the tags of a stack on to whatever can be tagged.
      tags: {
        'backstage:entity-ref': context.entityRef,
        'groundwork:stack': context.stackId,
        'groundwork:layer': layer,
        environment,
        owner: context.owner,
      },
    });
    this.context = context;
  }

  /** Adds an output; its name is the Terraform output's in Pascal case. */
  protected output(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description });
  }
}
