// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type JobContext, JobError } from '../job/context';
import { encryptionKey } from '../job/secrets';
import type { RunnerJob } from '../protocol';
import { open, seal, sha256 } from '../seal';
import { canonicalJson } from '../source/canonicalJson';
import type { TerraformWorkspace } from './workspace';

const savedPlanSchema = z.strictObject({
  version: z.literal(1),
  engine: z.literal('terraform'),
  planBytes: z.string(),
  engineVersion: z.string(),
  /** The lock file's text, of the source or as init made it. */
  lock: z.string(),
  /** Values that the plan marks as sensitive; the log of apply must know them. */
  sensitiveTexts: z.array(z.string()),
});

/** What a plan job keeps for the apply job. Only ever stored sealed. */
export type SavedPlan = z.infer<typeof savedPlanSchema>;

const purpose = (job: RunnerJob) => `plan:${job.runId}`;

/** What approval is bound to. */
export function planDigest(
  job: RunnerJob,
  workspace: TerraformWorkspace,
  saved: SavedPlan,
): string {
  const { accountId, region, environment, stackId } = job.context;
  return sha256(
    canonicalJson({
      engine: job.engine,
      operation: job.operation,
      ...(job.imports?.length ? { imports: job.imports } : {}),
      engineVersion: saved.engineVersion,
      plan: sha256(Buffer.from(saved.planBytes, 'base64')),
      source: job.source.digest,
      lock: sha256(saved.lock),
      context: workspace.contextDigest,
      backend: workspace.backendDigest,
      target: { accountId, region, environment },
      stackId,
      roleArn: job.applyRoleArn ?? job.roleArn ?? '',
    }),
  );
}

export function writeSavedPlan(context: JobContext, saved: SavedPlan): void {
  const sealed = seal(
    Buffer.from(JSON.stringify(saved)),
    encryptionKey(context.secrets),
    purpose(context.job),
  );
  writeFileSync(context.folder.file('plan'), sealed, { mode: 0o600 });
}

/** Opens the saved plan and refuses it unless it is the one that was approved. */
export function openSavedPlan(
  context: JobContext,
  workspace: TerraformWorkspace,
  approved: { planPath: string; planDigest: string },
): SavedPlan {
  const bytes = open(
    readFileSync(approved.planPath),
    encryptionKey(context.secrets),
    purpose(context.job),
  );
  const saved = savedPlanSchema.parse(JSON.parse(bytes.toString('utf8')));
  const digest = planDigest(context.job, workspace, saved);
  if (digest !== approved.planDigest) {
    throw new JobError(
      `What would be applied has the digest ${digest}, but ${approved.planDigest} was approved: the saved plan, the source, the target, the role or the backend is not the one that was reviewed`,
      'Plan again and have the new plan approved',
    );
  }
  context.redactor.learn(saved.sensitiveTexts);
  return saved;
}
