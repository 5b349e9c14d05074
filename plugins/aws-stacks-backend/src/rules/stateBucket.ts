// SPDX-License-Identifier: Apache-2.0
import type { AccountConfig } from '@groundwork/backstage-plugin-groundwork-node';

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
