// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError, isError } from '@backstage/errors';
import {
  JOB_FILES,
  REMOTE_OBJECTS,
  type RemoteManifest,
  type RemotePayload,
  type RunnerSecrets,
  jobKey,
  open,
  remotePurposes,
  runKey,
  seal,
  sha256,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { CodeBuildConfig } from '../config/runners';
import type { JobBucket } from '../sources/JobBucket';
import type { KnownBuild, RemoteFolder } from './RemoteFolder';

const PLAN = 'in/plan.enc';
const LEFT_STATE = 'in/state.enc';

const base64 = (bytes: Buffer) => bytes.toString('base64');

/** Puts a job into the bucket, with all it needs and nothing in clear. */
export class JobUpload {
  readonly #bucket: JobBucket;
  readonly #config: CodeBuildConfig;
  readonly #key: Buffer;
  readonly #terraformVersions: readonly string[] | undefined;

  static create(options: {
    bucket: JobBucket;
    config: CodeBuildConfig;
    /** What bundles and plans are sealed with here. It does not leave this machine. */
    key: Buffer;
    terraformVersions?: readonly string[];
  }): JobUpload {
    return new JobUpload(options);
  }

  private constructor(options: {
    bucket: JobBucket;
    config: CodeBuildConfig;
    key: Buffer;
    terraformVersions?: readonly string[];
  }) {
    this.#bucket = options.bucket;
    this.#config = options.config;
    this.#key = options.key;
    this.#terraformVersions = options.terraformVersions;
  }

  /** Where the objects of a job are; ends with a slash. */
  prefix({ name }: RemoteFolder): string {
    return `${this.#config.keyPrefix}${name.runId}/${name.job}/`;
  }

  async put(folder: RemoteFolder, secrets: RunnerSecrets): Promise<KnownBuild> {
    const { name } = folder;
    const key = runKey(this.#key, name.runId);
    const manifest: RemoteManifest = {
      version: 1,
      sealedKey: base64(seal(key, jobKey(this.#key), remotePurposes.key(name))),
      payload: base64(
        seal(
          Buffer.from(JSON.stringify(this.#payload(folder, secrets))),
          key,
          remotePurposes.payload(name),
        ),
      ),
      bundle: await this.#putBundle(folder, key),
      plan: await this.#putPlan(folder, key),
      leftState: await this.#putLeftState(folder, key),
      kmsKeyArn: this.#config.kmsKeyArn,
    };
    const text = JSON.stringify(manifest);
    const digest = sha256(text);
    const uri = await this.#put(folder, `in/${digest}.json`, text);
    return { uri, digest };
  }

  #payload({ job }: RemoteFolder, secrets: RunnerSecrets): RemotePayload {
    return {
      job,
      secretVariables: secrets.secretVariables,
      terraformVersions: this.#terraformVersions && [
        ...this.#terraformVersions,
      ],
    };
  }

  /** The bundle, sealed anew for this run alone. */
  async #putBundle(
    folder: RemoteFolder,
    key: Buffer,
  ): Promise<RemoteManifest['bundle']> {
    const { kind, source } = folder.job;
    if (kind === 'unlock') return undefined;
    const purpose = `bundle:${source.digest}`;
    const sealed = await readIfThere(source.path);
    if (!sealed) {
      throw new InputError(
        `The bundle ${source.digest} is not in the data directory of this replica; share groundwork.stacks.dataDirectory between replicas`,
      );
    }
    const bytes = seal(open(sealed, this.#key, purpose), key, purpose);
    const digest = sha256(bytes);
    const name = `in/${digest}.bundle`;
    await this.#put(folder, name, bytes);
    return { name, digest };
  }

  /** The plan is where the build that made it has put it, unless it was made on this machine. */
  async #putPlan(
    folder: RemoteFolder,
    key: Buffer,
  ): Promise<string | undefined> {
    const { job, name } = folder;
    if (!('planPath' in job)) return undefined;
    const sealed = await readIfThere(job.planPath);
    if (!sealed) return `plan/${REMOTE_OBJECTS.plan}`;
    const purpose = `plan:${name.runId}`;
    const bytes = seal(open(sealed, this.#key, purpose), key, purpose);
    await this.#put(folder, PLAN, bytes);
    return `${name.job}/${PLAN}`;
  }

  /** The state that an apply could not save: of a build, or kept on this machine. */
  async #putLeftState(
    folder: RemoteFolder,
    key: Buffer,
  ): Promise<string | undefined> {
    const { job, name } = folder;
    if (job.kind !== 'verify') return undefined;
    const purpose = `state:${name.runId}`;
    const kept = await readIfThere(
      join(dirname(job.planPath), JOB_FILES.leftState),
    );
    const sealed = kept
      ? seal(open(kept, this.#key, purpose), key, purpose)
      : await this.#bucket.read(
          `${this.#config.keyPrefix}${name.runId}/apply/${
            REMOTE_OBJECTS.leftState
          }`,
        );
    if (!sealed) return undefined;
    await this.#put(folder, LEFT_STATE, sealed);
    return `${name.job}/${LEFT_STATE}`;
  }

  async #put(
    folder: RemoteFolder,
    name: string,
    body: Buffer | string,
  ): Promise<string> {
    const key = `${this.prefix(folder)}${name}`;
    await this.#bucket.write(key, body, folder.name.runId);
    return this.#bucket.uri(key);
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
