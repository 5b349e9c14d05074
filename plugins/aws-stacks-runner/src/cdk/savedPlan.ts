// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type JobContext, JobError } from '../job/context';
import { encryptionKey } from '../job/secrets';
import type { RunnerJob } from '../protocol';
import { open, seal, sha256 } from '../seal';
import { canonicalJson } from '../source/canonicalJson';

const savedPlanSchema = z.strictObject({
  version: z.literal(1),
  engine: z.literal('cdk'),
  engineVersion: z.string(),
  stackName: z.string(),
  /** Without one nothing is to be changed. */
  changeSetId: z.string().optional(),
  template: z.string(),
  parameters: z.record(z.string(), z.string()),
  assets: z.array(z.string()),
  terminationProtection: z.boolean(),
});

/** What a CDK plan job keeps for the apply job. Only ever stored sealed. */
export type SavedCdkPlan = z.infer<typeof savedPlanSchema>;

/** What approval is bound to. */
export function cdkPlanDigest(job: RunnerJob, saved: SavedCdkPlan): string {
  const { accountId, region, environment, stackId } = job.context;
  return sha256(
    canonicalJson({
      engine: job.engine,
      operation: job.operation,
      engineVersion: saved.engineVersion,
      template: sha256(saved.template),
      parameters: sha256(canonicalJson(saved.parameters)),
      assets: saved.assets,
      changeSetId: saved.changeSetId ?? '',
      terminationProtection: saved.terminationProtection,
      source: job.source.digest,
      context: sha256(canonicalJson(job.context)),
      qualifier: job.cdk?.qualifier ?? '',
      target: { accountId, region, environment },
      stackId,
      roleArn: job.applyRoleArn ?? job.roleArn ?? '',
    }),
  );
}

const purpose = (job: RunnerJob) => `plan:${job.runId}`;

/** Keeps a plan for the apply job of this run, so that only the engine can read or make one. */
export function writeSealedPlan(context: JobContext, plan: object): void {
  const sealed = seal(
    Buffer.from(JSON.stringify(plan)),
    encryptionKey(context.secrets),
    purpose(context.job),
  );
  writeFileSync(context.folder.file('plan'), sealed, { mode: 0o600 });
}

export function openSealedPlan(context: JobContext, planPath: string): unknown {
  const bytes = open(
    readFileSync(planPath),
    encryptionKey(context.secrets),
    purpose(context.job),
  );
  return JSON.parse(bytes.toString('utf8'));
}

export function writeSavedCdkPlan(
  context: JobContext,
  saved: SavedCdkPlan,
): void {
  writeSealedPlan(context, saved);
}

/** Opens the saved plan and refuses it unless it is the one that was approved. */
export function openSavedCdkPlan(
  context: JobContext,
  approved: { planPath: string; planDigest: string },
): SavedCdkPlan {
  const saved = savedPlanSchema.parse(
    openSealedPlan(context, approved.planPath),
  );
  const digest = cdkPlanDigest(context.job, saved);
  if (digest !== approved.planDigest) {
    throw new JobError(
      `What would be applied has the digest ${digest}, but ${approved.planDigest} was approved: the change set, the source, the target or the role is not the one that was reviewed`,
      'Plan again and have the new plan approved',
    );
  }
  return saved;
}
