// SPDX-License-Identifier: Apache-2.0
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import type { AccountConfig } from '@groundwork/backstage-plugin-groundwork-node';

/** IAM and its like have no Region of their own; AWS answers for them here. */
const HOME_REGION = 'us-east-1';

/** The bucket that holds the Terraform states of an account's Region. */
export function stateBucketOf(
  account: AccountConfig,
  region: string,
): { bucket: string; region: string; kmsKeyArn?: string } {
  const home = region === 'global' ? account.regions[0] : region;
  const bucketRegion = account.stateBucket.region ?? home;
  return {
    bucket:
      account.stateBucket.name ??
      `groundwork-tfstate-${account.accountId}-${bucketRegion}`,
    region: bucketRegion,
    kmsKeyArn: account.stateBucket.kmsKeyArn,
  };
}

/** The files the engine writes beside a stack's source, so that the same plan can be made outside. */
export function engineFilesOf(
  stack: Stack,
  account: AccountConfig,
  options: { pathStyle: boolean },
): Record<string, string> {
  if (stack.engine === 'cdk') {
    return { 'cdk/groundwork.json': toText(cdkContext(stack)) };
  }
  return {
    'terraform/groundwork.auto.tfvars.json': toText({
      groundwork: terraformContext(stack),
    }),
    'terraform/backend_override.tf.json': toText(
      backend(stack, account, options),
    ),
  };
}

function cdkContext(stack: Stack) {
  return {
    ...stack.target,
    layer: stack.layer,
    name: stack.name,
    stackId: stack.id,
    entityRef: stack.entityRef,
    owner: stack.owner,
  };
}

function terraformContext(stack: Stack) {
  const { accountId, region, environment } = stack.target;
  return {
    account_id: accountId,
    region: region === 'global' ? HOME_REGION : region,
    environment,
    layer: stack.layer,
    name: stack.name,
    stack_id: stack.id,
    entity_ref: stack.entityRef,
    owner: stack.owner,
  };
}

function backend(
  stack: Stack,
  account: AccountConfig,
  options: { pathStyle: boolean },
) {
  const { bucket, region, kmsKeyArn } = stateBucketOf(
    account,
    stack.target.region,
  );
  return {
    terraform: {
      backend: {
        s3: {
          bucket,
          key: `${stack.id}.tfstate`,
          region,
          encrypt: true,
          use_lockfile: true,
          ...(kmsKeyArn ? { kms_key_id: kmsKeyArn } : {}),
          ...(options.pathStyle ? { use_path_style: true } : {}),
        },
      },
    },
  };
}

function toText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
