// SPDX-License-Identifier: Apache-2.0
import { hostname } from 'node:os';
import { isError } from '@backstage/errors';
import { z } from 'zod';
import type { AwsCredentials } from '../aws/credentials';
import { type JobContext, JobError } from '../job/context';
import { mayEngineRun } from '../job/leftovers';
import type { RunnerResult } from '../protocol';
import { stateKey } from '../source/engineFiles';
import type { CommandEnd } from './TerraformCli';
import { terraformSettings } from './workspace';

const lockSchema = z.object({
  ID: z.string(),
  Who: z.string(),
  Created: z.string(),
  Operation: z.string().default(''),
});

/** The lock object that Terraform keeps beside the state. */
export type StateLock = NonNullable<RunnerResult['lock']> & {
  operation: string;
};

/** What a held lock means for the job that met it. */
export interface LockFinding {
  info: NonNullable<RunnerResult['lock']>;
  /** Nobody is left who would release it. */
  abandoned: boolean;
  reason: string;
  hint: string;
}

/** The lock of the stack's state; undefined when it is not locked. */
export async function readStateLock(
  { job }: JobContext,
  credentials: AwsCredentials,
): Promise<StateLock | undefined> {
  const { S3Client, GetObjectCommand } = await import('@aws-sdk/client-s3');
  const { bucket, region } = terraformSettings(job).stateBucket;
  const client = new S3Client({
    region,
    credentials,
    forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL),
  });
  try {
    const object = await client.send(
      new GetObjectCommand({
        Bucket: bucket,
        Key: `${stateKey(job.context)}.tflock`,
      }),
    );
    const text = (await object.Body?.transformToString()) ?? '';
    const { ID, Who, Created, Operation } = lockSchema.parse(JSON.parse(text));
    return { id: ID, who: Who, createdAt: Created, operation: Operation };
  } catch (error) {
    if (isError(error) && error.name === 'NoSuchKey') return undefined;
    throw new JobError(
      `The lock of ${stateKey(job.context)} could not be read: ${
        isError(error) ? error.message : String(error)
      }`,
      `Allow s3:GetObject on ${bucket}`,
    );
  }
}

/** Whether the process that took the lock is known to be gone: it ran on this host, and nothing here could be it. */
export function isHolderGone(stackId: string, lock: StateLock): boolean {
  return lock.who.endsWith(`@${hostname()}`) && !mayEngineRun(stackId);
}

const isAboutLock = ({ messages }: CommandEnd) =>
  messages.errors.some(({ summary }) => /state lock/i.test(summary));

/** After a command failed: the lock that is in the way, or that it left. */
export async function lockAfterFailure(
  context: JobContext,
  credentials: AwsCredentials,
  end: CommandEnd,
): Promise<LockFinding | undefined> {
  const died = end.killed || end.code === undefined;
  if (!died && !isAboutLock(end)) return undefined;
  const lock = await readStateLock(context, credentials);
  if (!lock) return undefined;
  const { operation, ...info } = lock;
  const abandoned = died || isHolderGone(context.job.context.stackId, lock);
  const named = `The state of this stack is locked by ${info.who} since ${info.createdAt} (${operation}, lock ${info.id})`;
  return {
    info,
    abandoned,
    reason: abandoned ? `${named}, and that process is gone` : named,
    hint: abandoned
      ? 'Release the lock with "unlock", then resume the run to verify it'
      : 'Wait until its holder is done and plan again. When the holder is known to be gone, release the lock with "unlock"',
  };
}
