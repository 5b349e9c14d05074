// SPDX-License-Identifier: Apache-2.0
import type { LayerContext } from '@groundwork/backstage-plugin-groundwork-common';

/**
 * Where the Terraform state of a stack is kept.
 *
 * @public
 */
export interface StateLocation {
  bucket: string;
  region: string;
  kmsKeyArn?: string;
  /** Buckets of an emulator have no host names of their own. */
  pathStyle: boolean;
}

/** The context as Terraform is told it. */
export function contextVariables(context: LayerContext) {
  return {
    groundwork: {
      account_id: context.accountId,
      region: context.region,
      environment: context.environment,
      layer: context.layer,
      name: context.name,
      stack_id: context.stackId,
      entity_ref: context.entityRef,
      owner: context.owner,
    },
  };
}

/** `<stackId>.tfstate`. */
export function stateKey({ stackId }: LayerContext): string {
  return `${stackId}.tfstate`;
}

/** The backend block, as an override file. */
export function backendOverride(context: LayerContext, state: StateLocation) {
  const { bucket, region, kmsKeyArn, pathStyle } = state;
  return {
    terraform: {
      backend: {
        s3: {
          bucket,
          key: stateKey(context),
          region,
          use_lockfile: true,
          // Without a key, `encrypt` would ask for S3's own keys where the bucket has a default key.
          ...(kmsKeyArn ? { encrypt: true, kms_key_id: kmsKeyArn } : {}),
          ...(pathStyle ? { use_path_style: true } : {}),
        },
      },
    },
  };
}

const toText = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;

/**
 * The files the engine writes beside a Terraform source, by their paths in the bundle. With them the same plan can be
 * made outside of the engine.
 *
 * @public
 */
export function terraformEngineFiles(
  context: LayerContext,
  state: StateLocation,
): Record<string, string> {
  return {
    'terraform/groundwork.auto.tfvars.json': toText(contextVariables(context)),
    'terraform/backend_override.tf.json': toText(
      backendOverride(context, state),
    ),
  };
}

/**
 * As {@link terraformEngineFiles}, beside a CDK source.
 *
 * @public
 */
export function cdkEngineFiles(context: LayerContext): Record<string, string> {
  return { 'cdk/groundwork.json': toText(context) };
}
