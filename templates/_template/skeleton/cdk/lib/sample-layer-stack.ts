// SPDX-License-Identifier: Apache-2.0
import { RemovalPolicy } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, LogGroupClass } from 'aws-cdk-lib/aws-logs';
import { environments } from './inputs.ts';
import type { SampleLayerInputs } from './inputs.ts';
import { LayerStack } from './layer-stack.ts';
import type { LayerContext } from './layer-stack.ts';

const CLASSES = {
  STANDARD: LogGroupClass.STANDARD,
  INFREQUENT_ACCESS: LogGroupClass.INFREQUENT_ACCESS,
};

/** An encrypted log group with a retention. */
export class SampleLayerStack extends LayerStack {
  constructor(app: App, context: LayerContext, inputs: SampleLayerInputs) {
    super(app, context);
    const logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: `/groundwork/sample-layer/${context.name}`,
      encryptionKey: Key.fromKeyArn(this, 'ExistingKey', inputs.kmsKeyArn),
      logGroupClass: CLASSES[inputs.logGroupClass],
      retention: environments[context.environment].retentionInDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.output('LogGroupName', logGroup.logGroupName, 'Name of the log group');
  }
}
