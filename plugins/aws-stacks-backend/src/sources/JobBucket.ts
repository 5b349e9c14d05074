// SPDX-License-Identifier: Apache-2.0
import {
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { isError } from '@backstage/errors';
import type {
  AwsClientConfig,
  AwsClients,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { CodeBuildConfig } from '../config/runners';

/** A refused `If-None-Match`: it is there already, or somebody makes it at this moment. */
const TAKEN = ['PreconditionFailed', 'ConditionalRequestConflict'];

/** Where the endpoint is not AWS's own, buckets have no host names. */
class JobsClient extends S3Client {
  constructor(config: AwsClientConfig) {
    const forcePathStyle = process.env.AWS_ENDPOINT_URL !== undefined;
    super({ ...config, forcePathStyle });
  }
}

/** An object, as a list shows it. */
export interface ListedObject {
  key: string;
  etag: string;
  changedAt: number;
}

/** The bucket through which backend and builds talk. All that is written is encrypted with its key. */
export class JobBucket {
  readonly #clients: AwsClients;
  readonly #config: CodeBuildConfig;

  static create(options: {
    clients: AwsClients;
    config: CodeBuildConfig;
  }): JobBucket {
    return new JobBucket(options.clients, options.config);
  }

  private constructor(clients: AwsClients, config: CodeBuildConfig) {
    this.#clients = clients;
    this.#config = config;
  }

  /** `s3://<bucket>/<key>`. */
  uri(key: string): string {
    return `s3://${this.#config.bucket}/${key}`;
  }

  async write(
    key: string,
    body: Buffer | string,
    runId: string,
  ): Promise<void> {
    await (await this.#client()).send(this.#put(key, body, runId));
  }

  /** Writes an object only where there is none; false when somebody else was first. */
  async claim(key: string, body: string, runId: string): Promise<boolean> {
    try {
      await (await this.#client()).send(this.#put(key, body, runId, '*'));
      return true;
    } catch (error) {
      if (isError(error) && TAKEN.includes(error.name)) return false;
      throw error;
    }
  }

  async read(key: string): Promise<Buffer | undefined> {
    const client = await this.#client();
    try {
      const { Body: body } = await client.send(
        new GetObjectCommand({ Bucket: this.#config.bucket, Key: key }),
      );
      return Buffer.from((await body?.transformToByteArray()) ?? []);
    } catch (error) {
      if (isError(error) && error.name === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  /** The objects below a prefix in the order of their names, from the one after another on. */
  async list(prefix: string, after?: string): Promise<ListedObject[]> {
    const pages = paginateListObjectsV2(
      { client: await this.#client() },
      { Bucket: this.#config.bucket, Prefix: prefix, StartAfter: after },
    );
    const found: ListedObject[] = [];
    for await (const { Contents: objects = [] } of pages) {
      for (const { Key: key, ETag: etag, LastModified: changed } of objects) {
        if (!key) continue;
        found.push({
          key,
          etag: etag ?? '',
          changedAt: changed?.getTime() ?? 0,
        });
      }
    }
    return found;
  }

  #client(): Promise<S3Client> {
    return this.#clients.client(JobsClient, this.#config);
  }

  #put(
    key: string,
    body: Buffer | string,
    runId: string,
    ifNoneMatch?: string,
  ): PutObjectCommand {
    const context = JSON.stringify({ 'groundwork:run': runId });
    return new PutObjectCommand({
      Bucket: this.#config.bucket,
      Key: key,
      Body: body,
      IfNoneMatch: ifNoneMatch,
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: this.#config.kmsKeyArn,
      SSEKMSEncryptionContext: Buffer.from(context).toString('base64'),
    });
  }
}
