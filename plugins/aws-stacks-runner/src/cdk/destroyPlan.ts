// SPDX-License-Identifier: Apache-2.0
import type { Stack } from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import { type JobContext, JobError } from '../job/context';
import type { RunnerJob } from '../protocol';
import { sha256 } from '../seal';
import { canonicalJson } from '../source/canonicalJson';
import type { StackClient } from './StackClient';
import { type Template, parseTemplate } from './assembly';
import { openSealedPlan, writeSealedPlan } from './savedPlan';

const resourceSchema = z.strictObject({
  address: z.string(),
  type: z.string(),
  physicalId: z.string(),
  /** What becomes of it: deleted, kept, or deleted after a snapshot was taken. */
  policy: z.enum(['Delete', 'Retain', 'Snapshot']),
});

const standingSchema = z.strictObject({
  stackId: z.string(),
  /** When the stack was changed last; any later change makes the plan worthless. */
  changedAt: z.string(),
  template: z.string(),
  resources: z.array(resourceSchema),
  terminationProtection: z.boolean(),
});

const destroyPlanSchema = z.strictObject({
  version: z.literal(1),
  engine: z.literal('cdk'),
  operation: z.literal('destroy'),
  stackName: z.string(),
  /** Absent when there is no stack. */
  standing: standingSchema.optional(),
});

/** A stack as it stands: what is planned to go. */
export type StandingStack = z.infer<typeof standingSchema>;

/** What the plan of a destruction keeps for the apply job. Only ever stored sealed. */
export type CdkDestroyPlan = z.infer<typeof destroyPlanSchema>;

type Resource = z.infer<typeof resourceSchema>;

const policiesSchema = z
  .record(z.string(), z.looseObject({ DeletionPolicy: z.json().optional() }))
  .catch({});

function policyOf(template: Template, id: string): Resource['policy'] {
  const policy =
    policiesSchema.parse(template.Resources)[id]?.DeletionPolicy ?? 'Delete';
  if (policy === 'Retain' || policy === 'RetainExceptOnCreate') return 'Retain';
  return policy === 'Snapshot' ? 'Snapshot' : 'Delete';
}

function readTemplate(text: string, stackName: string): Template {
  try {
    return parseTemplate(text);
  } catch {
    throw new JobError(
      `The template of ${stackName} is not JSON, so the stack was not made by this engine`,
      'Delete the stack with the tool that made it',
    );
  }
}

/** Reads what a destruction would take away. */
export async function readStanding(
  client: StackClient,
  stack: Stack,
): Promise<StandingStack> {
  const isProposed = stack.StackStatus === 'REVIEW_IN_PROGRESS';
  const text = (isProposed ? undefined : await client.template()) || '{}';
  const template = readTemplate(text, client.stackName);
  const resources = (await client.resources())
    .filter(({ ResourceStatus: status }) => status !== 'DELETE_COMPLETE')
    .map(item => {
      const address = item.LogicalResourceId ?? '';
      return {
        address,
        type: item.ResourceType ?? '',
        physicalId: item.PhysicalResourceId ?? '',
        policy: policyOf(template, address),
      };
    })
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  const changedAt = stack.LastUpdatedTime ?? stack.CreationTime;
  return {
    stackId: stack.StackId ?? '',
    changedAt: changedAt?.toISOString() ?? '',
    template: text,
    resources,
    terminationProtection: stack.EnableTerminationProtection ?? false,
  };
}

/** What approval is bound to. */
export function destroyPlanDigest(
  job: RunnerJob,
  { stackName, standing }: Pick<CdkDestroyPlan, 'stackName' | 'standing'>,
): string {
  const { accountId, region, environment, stackId } = job.context;
  return sha256(
    canonicalJson({
      engine: job.engine,
      operation: job.operation,
      stackName,
      standing: sha256(canonicalJson(standing ?? {})),
      liftTerminationProtection: job.cdk?.liftTerminationProtection ?? false,
      source: job.source.digest,
      context: sha256(canonicalJson(job.context)),
      target: { accountId, region, environment },
      stackId,
      roleArn: job.applyRoleArn ?? job.roleArn ?? '',
    }),
  );
}

export function writeDestroyPlan(
  context: JobContext,
  plan: CdkDestroyPlan,
): void {
  writeSealedPlan(context, plan);
}

/** Opens the plan and refuses it unless it is the one that was approved. */
export function openDestroyPlan(
  context: JobContext,
  approved: { planPath: string; planDigest: string },
): CdkDestroyPlan {
  const plan = destroyPlanSchema.parse(
    openSealedPlan(context, approved.planPath),
  );
  const digest = destroyPlanDigest(context.job, plan);
  if (digest !== approved.planDigest) {
    throw new JobError(
      `What would be destroyed has the digest ${digest}, but ${approved.planDigest} was approved: the stack, the source, the target or the role is not the one that was reviewed`,
      'Plan the destruction again and have the new plan approved',
    );
  }
  return plan;
}
