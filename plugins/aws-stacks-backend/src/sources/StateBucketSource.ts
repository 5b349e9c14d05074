// SPDX-License-Identifier: Apache-2.0
import {
  GetObjectCommand,
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
    super({ ...config, forcePathStyle });
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

  /** For the bucket's account and Region. */
  static async create(
    clients: AwsClients,
    target: { accountId: string; region: string },
  ): Promise<StateBucketSource> {
    return new StateBucketSource(await clients.client(StatesClient, target));
  }

  private constructor(client: S3Client) {
    this.#client = client;
  }

  async *read(
    bucket: string,
    wants: (title: string) => boolean = () => true,
  ): AsyncGenerator<FoundStack | UnreadState> {
    const pages = paginateListObjectsV2(
      { client: this.#client },
      { Bucket: bucket },
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
    const { Body: body } = await this.#client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key }),
    );
    const text = (await body?.transformToString()) ?? '';
    try {
      const state = readTerraformState(text);
      return {
        ...state,
        engine: 'terraform',
        origin,
        title: key.slice(0, -SUFFIX.length),
        region: regionOf(state.resources),
        changedAt,
      };
    } catch {
      return { origin, reason: 'it is no Terraform state of format 4' };
    }
  }
}
