// SPDX-License-Identifier: Apache-2.0
import {
  MAX_BUNDLE_BYTES,
  sha256Schema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { JobError } from '../job/context';
import { open, sha256 } from '../seal';
import type { JobObjects } from './JobObjects';
import {
  REMOTE_VARIABLES,
  type RemoteAddress,
  type RemoteManifest,
  type RemotePayload,
  parseRemoteUri,
  remoteManifestSchema,
  remotePayloadSchema,
  remotePurposes,
} from './contract';

const MAX_MANIFEST_BYTES = 1024 * 1024;
/** Of a sealed plan, and of a sealed state. */
const MAX_SEALED_BYTES = 256 * 1024 * 1024;
/** `seal` adds its header to the bundle. */
const SEAL_BYTES = 64;

/** The variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A job that was proved to be the one that was asked for. */
export interface RemoteJob {
  address: RemoteAddress;
  manifest: RemoteManifest;
  payload: RemotePayload;
  /** The key of the run. */
  key: Buffer;
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new JobError(
    `${name} is not set`,
    'The backend sets it when it starts a build; the project sets what is the same for all',
  );
}

/** Where the job is, as the environment says. */
export function addressOf(env: Environment): RemoteAddress {
  return parseRemoteUri(required(env, REMOTE_VARIABLES.uri));
}

async function readJobKey(env: Environment): Promise<Buffer> {
  const { SSMClient, GetParameterCommand } = await import(
    '@aws-sdk/client-ssm'
  );
  const name = required(env, REMOTE_VARIABLES.keyParameter);
  const { Parameter: parameter } = await new SSMClient({}).send(
    new GetParameterCommand({ Name: name, WithDecryption: true }),
  );
  return Buffer.from(parameter?.Value ?? '', 'base64');
}

/** Reads what is to be done; refuses a job that is not, byte for byte, the one that the build was started for. */
export async function openRemoteJob(
  env: Environment,
  address: RemoteAddress,
  objects: JobObjects,
): Promise<RemoteJob> {
  const digest = sha256Schema.parse(required(env, REMOTE_VARIABLES.digest));
  const bytes = await objects.read(address.key, MAX_MANIFEST_BYTES);
  if (sha256(bytes) !== digest) {
    throw new JobError(
      `The job in S3 has the digest ${sha256(
        bytes,
      )}, but the build was started for ${digest}`,
      'Look who has written it, then plan again',
    );
  }
  const manifest = remoteManifestSchema.parse(
    JSON.parse(bytes.toString('utf8')),
  );
  const key = open(
    Buffer.from(manifest.sealedKey, 'base64'),
    await readJobKey(env),
    remotePurposes.key(address),
  );
  const payload = remotePayloadSchema.parse(
    JSON.parse(
      open(
        Buffer.from(manifest.payload, 'base64'),
        key,
        remotePurposes.payload(address),
      ).toString('utf8'),
    ),
  );
  objects.encryptWith(manifest.kmsKeyArn);
  return { address, manifest, payload, key };
}

/** The sealed bundle; undefined for a job that needs none. */
export async function fetchBundle(
  { address, manifest }: RemoteJob,
  objects: JobObjects,
): Promise<Buffer | undefined> {
  if (!manifest.bundle) return undefined;
  const { name, digest } = manifest.bundle;
  const bytes = await objects.read(
    `${address.prefix}${name}`,
    MAX_BUNDLE_BYTES + SEAL_BYTES,
  );
  if (sha256(bytes) === digest) return bytes;
  throw new JobError(
    `The sealed bundle in S3 has the digest ${sha256(
      bytes,
    )}, but ${digest} was put there`,
    'Look who has written it, then plan again',
  );
}

/** The sealed plan; undefined for a job that applies none. What is in it is compared with the digest that was approved. */
export async function fetchPlan(
  { address, manifest }: RemoteJob,
  objects: JobObjects,
): Promise<Buffer | undefined> {
  if (!manifest.plan) return undefined;
  return objects.read(`${address.runPrefix}${manifest.plan}`, MAX_SEALED_BYTES);
}

/** The sealed state that an apply of the run could not save; undefined when there is none. */
export async function fetchLeftState(
  { address, manifest }: RemoteJob,
  objects: JobObjects,
): Promise<Buffer | undefined> {
  if (!manifest.leftState) return undefined;
  return objects.read(
    `${address.runPrefix}${manifest.leftState}`,
    MAX_SEALED_BYTES,
  );
}
