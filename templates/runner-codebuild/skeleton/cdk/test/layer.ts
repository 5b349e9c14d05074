// SPDX-License-Identifier: Apache-2.0
import type { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import type { Environment, LayerContext } from '../lib/layer-stack.ts';

/** What the engine would say about a stack in this environment. */
export function contextIn(environment: Environment): LayerContext {
  return {
    accountId: '123456789012',
    region: 'eu-west-1',
    environment,
    layer: 'runner-codebuild',
    name: 'orders',
    stackId: '01JZ8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z8Z',
    entityRef: `resource:default/runner-codebuild-orders-${environment}`,
    owner: 'group:default/orders',
  };
}

/** The rules that AWS Solutions and NIST 800-53 r5 find broken, each with the resource. */
export function nagFindings(app: App): string[] {
  return [new AwsSolutionsChecks(app), new NIST80053R5Checks(app)].flatMap(
    pack =>
      pack
        .validateScope(app)
        .violations.flatMap(({ ruleName, violatingResources }) =>
          violatingResources.map(
            ({ constructPath, resourceLogicalId }) =>
              `${ruleName} ${constructPath ?? resourceLogicalId}`,
          ),
        ),
  );
}
