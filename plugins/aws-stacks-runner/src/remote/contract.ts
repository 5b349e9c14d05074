// SPDX-License-Identifier: Apache-2.0
import { hkdfSync } from 'node:crypto';
import { InputError } from '@backstage/errors';
import {
  sha256Schema,
  ulidSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import { runnerJobSchema, runnerSecretsSchema } from '../protocol';

const KEY_BYTES = 32;
const OFFSET_DIGITS = 15;

/**
 * The variables that tell a program elsewhere which job is its own. None is a secret: consoles show them.
 *
 * @public
 */
export const REMOTE_VARIABLES = {
  /** `s3://<bucket>/<prefix><run id>/<job>/in/<digest>.json`. */
  uri: 'GROUNDWORK_JOB_S3_URI',
  /** SHA-256 of that object. */
  digest: 'GROUNDWORK_JOB_DIGEST',
  /** Name of the SSM parameter with the key that jobs are sealed with. */
  keyParameter: 'GROUNDWORK_JOB_KEY_PARAMETER',
  /** Where Terraform is, when it is not on PATH. */
  terraform: 'GROUNDWORK_TERRAFORM_BINARY',
  /** A filesystem mirror of providers; without one they are downloaded. */
  providerMirror: 'GROUNDWORK_PROVIDER_MIRROR',
} as const;

/**
 * The objects of a job besides its manifest and bundle, below `<prefix><run id>/<job>/`. What is in `in/` comes from the
 * backend, what is in `out/` from the program.
 *
 * @public
 */
export const REMOTE_OBJECTS = {
  /** When it is there, the job is to be interrupted. */
  cancel: 'in/cancel',
  /** All that a program writes; it is listed in one piece. */
  out: 'out/',
  /** Touched while the program works. */
  heartbeat: 'out/heartbeat',
  /** The saved plan, sealed. */
  plan: 'out/plan.enc',
  /** The state that an apply could not save, sealed. */
  leftState: 'out/state.enc',
  /** `runnerResultSchema`, sealed, written last. */
  result: 'out/result.json',
  /** Made once, and only where it is not there: whoever makes it decides what becomes of the job. */
  taken: 'out/taken',
} as const;

/**
 * A piece of `events.ndjson`, sealed, named by the byte it begins with: pieces that are listed are in their order.
 *
 * @public
 */
export function eventsObject(offset: number): string {
  return `out/events/${String(offset).padStart(OFFSET_DIGITS, '0')}.ndjson`;
}

/**
 * The byte that a piece of `events.ndjson` begins with; `undefined` for the names of other objects.
 *
 * @public
 */
export function eventsOffset(name: string): number | undefined {
  const [, digits] = /^out\/events\/(\d{15})\.ndjson$/.exec(name) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * What the object that `GROUNDWORK_JOB_S3_URI` names says. Its bytes have the digest that the program was told.
 *
 * @public
 */
export const remoteManifestSchema = z.strictObject({
  version: z.literal(1),
  /** The key of the run, sealed with the job key for `key:<run id>/<job>`. */
  sealedKey: z.base64(),
  /** {@link remotePayloadSchema}, sealed with the key of the run for `job:<run id>/<job>`. */
  payload: z.base64(),
  /** The bundle, sealed with the key of the run: an object beside this one, and its SHA-256. */
  bundle: z.strictObject({ name: z.string(), digest: sha256Schema }).optional(),
  /** The saved plan: an object of the run. */
  plan: z.string().optional(),
  /** The state that an apply could not save: an object of the run. */
  leftState: z.string().optional(),
  /** What objects are encrypted with. */
  kmsKeyArn: z.string(),
});

/**
 * See {@link remoteManifestSchema}.
 *
 * @public
 */
export type RemoteManifest = z.infer<typeof remoteManifestSchema>;

/**
 * The job, with paths that mean nothing where it runs, and what the runner is told over standard input.
 *
 * @public
 */
export const remotePayloadSchema = z.strictObject({
  job: runnerJobSchema,
  secretVariables: runnerSecretsSchema.shape.secretVariables,
  /** The versions of Terraform that may be used; any when absent. */
  terraformVersions: z.array(z.string()).optional(),
});

/**
 * See {@link remotePayloadSchema}.
 *
 * @public
 */
export type RemotePayload = z.infer<typeof remotePayloadSchema>;

/**
 * Who has taken a job.
 *
 * @public
 */
export const remoteTakenSchema = z.object({
  /** The id of the build, or `backend`. */
  by: z.string(),
  at: z.string(),
});

/**
 * Which job of which run; names what is sealed.
 *
 * @public
 */
export interface RemoteJobName {
  runId: string;
  job: string;
}

/**
 * What the objects of a job are sealed for, so that none can stand in for another.
 *
 * @public
 */
export const remotePurposes = {
  key: ({ runId, job }: RemoteJobName) => `key:${runId}/${job}`,
  payload: ({ runId, job }: RemoteJobName) => `job:${runId}/${job}`,
  events: ({ runId, job }: RemoteJobName, offset: number) =>
    `events:${runId}/${job}/${offset}`,
  result: ({ runId, job }: RemoteJobName) => `result:${runId}/${job}`,
};

const derived = (key: Buffer, purpose: string) =>
  Buffer.from(hkdfSync('sha256', key, '', `groundwork:${purpose}`, KEY_BYTES));

/**
 * What bundle, plan, events and result of one run are sealed with where they leave this machine. It opens nothing of
 * another run.
 *
 * @public
 */
export function runKey(key: Buffer, runId: string): Buffer {
  return derived(key, `run:${runId}`);
}

/**
 * What the keys of runs are sealed with on their way to a program elsewhere. It opens nothing that is kept here.
 *
 * @public
 */
export function jobKey(key: Buffer): Buffer {
  return derived(key, 'remote-jobs');
}

/**
 * Where a job is in S3.
 *
 * @public
 */
export interface RemoteAddress extends RemoteJobName {
  bucket: string;
  /** Ends with a slash; the objects of the job are below it. */
  prefix: string;
  /** Ends with a slash; the objects of all jobs of the run are below it. */
  runPrefix: string;
  /** The manifest's key. */
  key: string;
}

const URI =
  /^s3:\/\/([a-z0-9][a-z0-9.-]+)\/(((?:[\w.-]+\/)*)([0-9A-Z]{26})\/([a-z]+(?:-\d{1,9})?)\/)in\/[0-9a-f]{64}\.json$/;

/**
 * Reads `GROUNDWORK_JOB_S3_URI`.
 *
 * @public
 */
export function parseRemoteUri(uri: string): RemoteAddress {
  const [, bucket, prefix, before, runId, job] = URI.exec(uri) ?? [];
  if (!bucket || !ulidSchema.safeParse(runId).success) {
    throw new InputError(
      `${REMOTE_VARIABLES.uri} must be s3://<bucket>/<prefix><run id>/<job>/in/<digest>.json`,
    );
  }
  return {
    bucket,
    prefix,
    runPrefix: `${before}${runId}/`,
    key: uri.slice(`s3://${bucket}/`.length),
    runId,
    job,
  };
}
