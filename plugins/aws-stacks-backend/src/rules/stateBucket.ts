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

/** A bucket of Terraform states, and who has to own it. */
export interface StatePlace {
  accountId: string;
  region: string;
  bucket: string;
  /** It has to belong to the account; the one of the configuration may stand elsewhere. */
  isOwn: boolean;
}

/** Where states are read: the account's bucket, or another one that belongs to the account. */
export function statePlaceOf(
  account: AccountConfig,
  region: string,
  named?: string,
): StatePlace {
  const { accountId } = account;
  const own = stateBucketOf(account, region);
  return named === undefined || named === own.bucket
    ? { accountId, region: own.region, bucket: own.bucket, isOwn: false }
    : { accountId, region: own.region, bucket: named, isOwn: true };
}
