// SPDX-License-Identifier: Apache-2.0
import {
  GetObjectCommand,
  NoSuchKey,
  S3Client,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import type {
  AwsClientConfig,
  AwsClients,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { FoundStack } from './FoundStack';
import { readTerraformState, regionOf } from './terraformState';

const SUFFIX = '.tfstate';

/** Where the endpoint is not AWS's own, buckets have no host names. */
class StatesClient extends S3Client {
  constructor(config: AwsClientConfig) {
    const forcePathStyle = process.env.AWS_ENDPOINT_URL !== undefined;
    super({ ...config, forcePathStyle, followRegionRedirects: true });
  }
}

/** A state that could not be read; the others are read all the same. */
export interface UnreadState {
  origin: string;
  reason: string;
}

/** Reads Terraform states from a bucket. */
export class StateBucketSource {
  readonly #client: S3Client;
  readonly #owner: { ExpectedBucketOwner?: string };

  /** For the bucket's account and Region; with `isOwn` S3 refuses a bucket of another account. */
  static async create(
    clients: AwsClients,
    target: { accountId: string; region: string; isOwn?: boolean },
  ): Promise<StateBucketSource> {
    const { accountId, region, isOwn } = target;
    const client = await clients.client(StatesClient, { accountId, region });
    return new StateBucketSource(
      client,
      isOwn ? { ExpectedBucketOwner: accountId } : {},
    );
  }

  private constructor(
    client: S3Client,
    owner: { ExpectedBucketOwner?: string },
  ) {
    this.#client = client;
    this.#owner = owner;
  }

  /** One state; `undefined` when it is not there. */
  async find(state: {
    bucket: string;
    key: string;
  }): Promise<FoundStack | UnreadState | undefined> {
    try {
      return await this.#state(state);
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async *read(
    bucket: string,
    wants: (title: string) => boolean = () => true,
  ): AsyncGenerator<FoundStack | UnreadState> {
    const pages = paginateListObjectsV2(
      { client: this.#client },
      { ...this.#owner, Bucket: bucket },
    );
    for await (const { Contents: objects = [] } of pages) {
      for (const { Key: key, LastModified: changedAt } of objects) {
        if (!key?.endsWith(SUFFIX)) continue;
        const title = key.slice(0, -SUFFIX.length);
        if (wants(title)) yield await this.#state({ bucket, key, changedAt });
      }
    }
  }

  async #state(object: {
    bucket: string;
    key: string;
    changedAt?: Date;
  }): Promise<FoundStack | UnreadState> {
    const { bucket, key, changedAt } = object;
    const origin = `s3://${bucket}/${key}`;
    const answer = await this.#client.send(
      new GetObjectCommand({ ...this.#owner, Bucket: bucket, Key: key }),
    );
    const { Body: body, LastModified: modifiedAt } = answer;
    const text = (await body?.transformToString()) ?? '';
    try {
      const state = readTerraformState(text);
      return {
        ...state,
        engine: 'terraform',
        origin,
        title: key.slice(0, -SUFFIX.length),
        region: regionOf(state.resources),
        changedAt: changedAt ?? modifiedAt,
      };
    } catch {
      return { origin, reason: 'it is no Terraform state of format 4' };
    }
  }
}
