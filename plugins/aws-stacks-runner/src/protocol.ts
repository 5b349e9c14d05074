// SPDX-License-Identifier: Apache-2.0
import {
  engineSchema,
  entityRefSchema,
  instantSchema,
  layerContextSchema,
  runEventSchema,
  runImportsSchema,
  runOperationSchema,
  sha256Schema,
  ulidSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

export { runnerResultSchema, type RunnerResult } from './result';

/**
 * The files of a job's folder. The backend writes `job.json` and then starts the runner with the folder as its only
 * argument; all else is written by the runner.
 *
 * @public
 */
export const JOB_FILES = {
  /** {@link runnerJobSchema}, mode 0600, no secrets in it. */
  job: 'job.json',
  /** {@link runnerPidSchema}, created with O_EXCL as the runner's first act: a job runs once. */
  pid: 'pid',
  /** Touched every second; its mtime is the heartbeat. */
  heartbeat: 'heartbeat',
  /** One {@link runnerEventSchema} a line, redacted. */
  events: 'events.ndjson',
  /** {@link runnerResultSchema}, moved into place as the runner's last act. */
  result: 'result.json',
  /** The saved plan, encrypted. Only in the folder of a plan job. */
  plan: 'plan.enc',
  /**
   * What `terraform init` made for a plan: links to providers, and where the state is. The apply job of the same run
   * takes it away, so that it need not do that again; without it, it does.
   */
  terraformData: 'terraform-data',
  /**
   * The state that an apply could not save, encrypted. Beside the saved plan; a verify job of the same run saves it and
   * takes it away.
   */
  leftState: 'state.enc',
  /** The unpacked source, mode 0700; removed when the job ends. */
  work: 'work',
} as const;

/**
 * A provider that Terraform sources may use: `hashicorp/random`, or with the host of its registry in front.
 *
 * @public
 */
export const providerSourceSchema = z
  .string()
  .regex(
    /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+\/)?[a-z0-9-]+\/[a-z0-9-]+$/,
    'must be namespace/type, or host/namespace/type',
  )
  .refine(
    source => !/(?:^|\/)hashicorp\/(?:external|http|null|local)$/.test(source),
    'runs code, reaches the network or writes files on the host of the runner; it is never allowed',
  );

/**
 * A module that Terraform sources may use besides those of their bundle, without version and ref:
 * `terraform-aws-modules/vpc/aws`, `git::https://git.example/modules.git`.
 *
 * @public
 */
export const moduleSourceSchema = z
  .string()
  .regex(
    /^(?:(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+\/)?[\w-]+\/[\w-]+\/[\w-]+|git::(?:https|ssh):\/\/[^?\s]+)$/,
    'must be namespace/name/provider, or a URL that begins with git::https:// or git::ssh://, without version and ref',
  );

const terraformSettingsSchema = z.strictObject({
  /** Absolute path of terraform or tofu. */
  binary: z.string(),
  /** Absolute path of a filesystem mirror; without it providers are downloaded. */
  providerMirror: z.string().optional(),
  /** S3 backend: the state of stack `<stackId>` is `<stackId>.tfstate`. */
  stateBucket: z.strictObject({
    bucket: z.string(),
    region: z.string(),
    kmsKeyArn: z.string().optional(),
  }),
  lockTimeoutSeconds: z.number().int().positive(),
  /** Providers that the source may use; `hashicorp/aws` alone when absent. */
  allowedProviders: z.array(providerSourceSchema).min(1).optional(),
  /** Modules besides those of the bundle; none when absent. */
  allowedModules: z.array(moduleSourceSchema).optional(),
});

const cdkSettingsSchema = z.strictObject({
  /** The bootstrap qualifier, `hnb659fds` unless the account was bootstrapped with another. */
  qualifier: z.string().regex(/^[a-z0-9]{1,10}$/),
  /** Whether a destruction may take termination protection off before it deletes. */
  liftTerminationProtection: z.boolean().optional(),
  /** Whether what was changed past the template is put back too; the stack is known to have drifted. */
  revertDrift: z.boolean().optional(),
});

/**
 * Where jobs run: on the host of the backend, or in builds of AWS CodeBuild.
 *
 * @public
 */
export const runnerKindSchema = z.enum(['local', 'codebuild']);

/**
 * See {@link runnerKindSchema}.
 *
 * @public
 */
export type RunnerKind = z.infer<typeof runnerKindSchema>;

const jobShape = {
  version: z.literal(1),
  /** Where it was decided to run it; the backend looks for it there. */
  runner: runnerKindSchema.default('local'),
  runId: ulidSchema,
  engine: engineSchema,
  /** Whether the stack is made as its source says, or destroyed. The plan digest covers it. */
  operation: runOperationSchema.default('apply'),
  context: layerContextSchema,
  requestedBy: entityRefSchema,
  /** Resources that stand already and are taken into the state. The plan digest covers them. */
  imports: runImportsSchema.optional(),
  source: z.strictObject({
    /** Absolute path of the encrypted bundle. */
    path: z.string(),
    digest: sha256Schema,
  }),
  /** Role to assume; without it the process's own credentials are used. */
  roleArn: z.string().optional(),
  /** The role that applies. It is the same in all jobs of a run and part of the plan digest; by default `roleArn`. */
  applyRoleArn: z.string().optional(),
  externalId: z.string().optional(),
  terraform: terraformSettingsSchema.optional(),
  cdk: cdkSettingsSchema.optional(),
  /** How long the job may take, in seconds, before it is interrupted. */
  timeoutSeconds: z.number().int().positive(),
  /** How long an interrupted engine may take to end by itself, in seconds. */
  graceSeconds: z.number().int().positive(),
};

/**
 * What the runner is asked to do.
 *
 * - `plan`: unpack, check, plan; changes nothing in the account (CDK: a change set and its assets).
 * - `apply`: apply the saved plan or change set with exactly this digest, then verify.
 * - `verify`: verify alone, for a run whose runner died or whose end is unknown.
 * - `unlock`: release the state lock that a dead Terraform left.
 * - `drift`: compare the account with the applied source; takes no lock, and keeps no plan.
 *
 * @public
 */
export const runnerJobSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...jobShape, kind: z.literal('plan') }),
  z.strictObject({
    ...jobShape,
    kind: z.literal('apply'),
    /** Absolute path of the encrypted saved plan of the plan job. */
    planPath: z.string(),
    planDigest: sha256Schema,
  }),
  z.strictObject({
    ...jobShape,
    kind: z.literal('verify'),
    planPath: z.string(),
    planDigest: sha256Schema,
  }),
  z.strictObject({
    ...jobShape,
    kind: z.literal('unlock'),
    /**
     * The lock that a person decided to release. Without it a lock is released only when its holder ran on this host
     * and is gone.
     */
    lockId: z.string().optional(),
  }),
  z.strictObject({ ...jobShape, kind: z.literal('drift') }),
]);

/**
 * See {@link runnerJobSchema}.
 *
 * @public
 */
export type RunnerJob = z.infer<typeof runnerJobSchema>;

/**
 * What the runner is told over standard input, as one JSON document, and never keeps in clear.
 *
 * @public
 */
export const runnerSecretsSchema = z.strictObject({
  /** 32 bytes in base64: bundles and plans are AES-256-GCM. */
  encryptionKey: z.string(),
  secretVariables: z.record(z.string(), z.string()),
});

/**
 * See {@link runnerSecretsSchema}.
 *
 * @public
 */
export type RunnerSecrets = z.infer<typeof runnerSecretsSchema>;

/**
 * Who runs the job. The start time tells a process from a later one with the same id.
 *
 * @public
 */
export const runnerPidSchema = z.object({
  pid: z.number().int().positive(),
  /** Start time of the process as the kernel gives it, in clock ticks since boot, or as `ps` prints it. */
  processStart: z.string(),
  host: z.string(),
  startedAt: instantSchema,
});

/**
 * See {@link runnerPidSchema}.
 *
 * @public
 */
export type RunnerPid = z.infer<typeof runnerPidSchema>;

const withoutSeq = { seq: true } as const;
const [, logEvent, resourceEvent, noteEvent] = runEventSchema.options;

/**
 * One line of `events.ndjson`: the log, resource and note events of a run without their number, and the phases.
 *
 * @public
 */
export const runnerEventSchema = z.discriminatedUnion('kind', [
  logEvent.omit(withoutSeq),
  resourceEvent.omit(withoutSeq),
  noteEvent.omit(withoutSeq),
  z.object({
    kind: z.literal('phase'),
    at: instantSchema,
    phase: z.enum(['plan', 'apply', 'verify']),
  }),
]);

/**
 * See {@link runnerEventSchema}.
 *
 * @public
 */
export type RunnerEvent = z.infer<typeof runnerEventSchema>;
