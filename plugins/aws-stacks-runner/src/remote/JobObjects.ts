// SPDX-License-Identifier: Apache-2.0
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { isError } from '@backstage/errors';
import { JobError } from '../job/context';
import type { RemoteAddress } from './contract';

/** A refused `If-None-Match`: it is there already, or somebody makes it at this moment. */
const TAKEN = ['PreconditionFailed', 'ConditionalRequestConflict'];
const MISSING = ['NoSuchKey', 'NotFound'];

/** The objects of one job, as the program that does it may read and write them. */
export class JobObjects {
  readonly #client: S3Client;
  readonly #address: RemoteAddress;
  #kmsKeyArn: string | undefined;

  static create(address: RemoteAddress): JobObjects {
    return new JobObjects(address);
  }

  private constructor(address: RemoteAddress) {
    this.#address = address;
    // Buckets of an emulator have no host names of their own.
    const forcePathStyle = Boolean(process.env.AWS_ENDPOINT_URL);
    this.#client = new S3Client({ forcePathStyle });
  }

  /** All that is written from now on is encrypted with this key. */
  encryptWith(kmsKeyArn: string): void {
    this.#kmsKeyArn = kmsKeyArn;
  }

  /** An object by its whole key; refuses what is larger than it may be. */
  async read(key: string, maxBytes: number): Promise<Buffer> {
    const { bucket } = this.#address;
    const { Body: body, ContentLength: bytes = 0 } = await this.#client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key }),
    );
    if (bytes > maxBytes) {
      throw new JobError(
        `s3://${bucket}/${key} has ${bytes} bytes, at most ${maxBytes} are expected`,
        'Look who has written it, then plan again',
      );
    }
    return Buffer.from((await body?.transformToByteArray()) ?? []);
  }

  async has(name: string): Promise<boolean> {
    try {
      await this.#client.send(
        new HeadObjectCommand({
          Bucket: this.#address.bucket,
          Key: `${this.#address.prefix}${name}`,
        }),
      );
      return true;
    } catch (error) {
      if (isError(error) && MISSING.includes(error.name)) return false;
      throw error;
    }
  }

  async write(name: string, body: Buffer | string): Promise<void> {
    await this.#client.send(this.#put(name, body));
  }

  /** Writes an object only where there is none; false when somebody else was first. */
  async claim(name: string, body: string): Promise<boolean> {
    try {
      await this.#client.send(this.#put(name, body, '*'));
      return true;
    } catch (error) {
      if (isError(error) && TAKEN.includes(error.name)) return false;
      throw error;
    }
  }

  #put(name: string, body: Buffer | string, ifNoneMatch?: string) {
    const { bucket, prefix, runId } = this.#address;
    const context = JSON.stringify({ 'groundwork:run': runId });
    return new PutObjectCommand({
      Bucket: bucket,
      Key: `${prefix}${name}`,
      Body: body,
      IfNoneMatch: ifNoneMatch,
      ...(this.#kmsKeyArn && {
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: this.#kmsKeyArn,
        SSEKMSEncryptionContext: Buffer.from(context).toString('base64'),
      }),
    });
  }
}
