// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import {
  entityRefSchema,
  layerIdSchema,
  stackNameSchema,
  ulidSchema,
} from '../ids';
import {
  type Environment,
  accountIdSchema,
  environmentSchema,
  regionSchema,
} from '../targets';

/**
 * What a layer's code is told about where and for whom it runs. The engine writes it beside the layer's inputs:
 * `terraform/groundwork.auto.tfvars.json` (in snake case, under the variable `groundwork`) and `cdk/groundwork.json`.
 *
 * @public
 */
export const layerContextSchema = z.strictObject({
  accountId: accountIdSchema,
  region: regionSchema,
  environment: environmentSchema,
  layer: layerIdSchema,
  name: stackNameSchema,
  stackId: ulidSchema,
  entityRef: entityRefSchema,
  owner: entityRefSchema,
});

/**
 * See {@link layerContextSchema}.
 *
 * @public
 */
export type LayerContext = z.infer<typeof layerContextSchema>;

/**
 * The ref of the catalog entity that stands for a stack.
 *
 * @public
 */
export function stackEntityRef(stack: {
  layer: string;
  name: string;
  environment: Environment;
}): string {
  return `resource:default/${stackEntityName(stack)}`;
}

/**
 * The name of the catalog entity that stands for a stack: `<layer>-<name>-<environment>`, at most 63 characters.
 *
 * @public
 */
export function stackEntityName(stack: {
  layer: string;
  name: string;
  environment: Environment;
}): string {
  return `${stack.layer}-${stack.name}-${stack.environment}`;
}

/** Short forms, so that the longest layer and stack name still fit in the catalog's 63 characters. */
const SHORT_ENVIRONMENT: Readonly<Record<Environment, string>> = {
  production: 'prod',
  staging: 'stg',
  development: 'dev',
};

/**
 * The name of the Component that stands for a stack's source. It differs from the stack's own entity, which the catalog
 * provider makes, in kind and in name.
 *
 * @public
 */
export function stackSourceEntityName(stack: {
  layer: string;
  name: string;
  environment: Environment;
}): string {
  const environment = SHORT_ENVIRONMENT[stack.environment];
  return `${stack.layer}-${stack.name}-${environment}-source`;
}

/**
 * The name of the CloudFormation stack of a CDK stack.
 *
 * @public
 */
export function cloudFormationStackName(stack: {
  layer: string;
  name: string;
}): string {
  return `groundwork-${stack.layer}-${stack.name}`;
}
