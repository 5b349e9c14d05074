// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  CreateRunRequest,
  RunDetail,
  RunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { StacksService } from '@groundwork/backstage-plugin-groundwork-node';
import { createHash } from 'node:crypto';

/** States in which a run will never have a plan to look at. */
const WITHOUT_PLAN: readonly RunState[] = [
  'failed',
  'cancelled',
  'discarded',
  'expired',
];

/** What {@link startRun} needs from a step's context. */
export interface StartRunOptions {
  stacks: Pick<StacksService, 'uploadBundle' | 'createRun' | 'getRun'>;
  credentials: () => Promise<BackstageCredentials>;
  checkpoint: (options: {
    key: string;
    fn: () => Promise<{ runId: string }>;
  }) => Promise<{ runId: string }>;
  /** The same for the same task, step and input. */
  identity: string;
  pack: () => Promise<Uint8Array>;
  request: Omit<CreateRunRequest, 'idempotencyKey' | 'source'>;
}

/**
 * Uploads the bundle and creates the run, once: a step that is run again after a crash finds its run. A step that is
 * retried by a person after its run came to nothing gets a new one.
 */
export async function startRun(
  options: StartRunOptions,
  key: string = options.identity,
): Promise<RunDetail> {
  const attempt = { isNew: false };
  const { runId } = await options.checkpoint({
    key: `run.${key}`,
    fn: async () => {
      attempt.isNew = true;
      return createRun(options, key);
    },
  });
  const credentials = await options.credentials();
  const run = await options.stacks.getRun(runId, { credentials });
  if (attempt.isNew || !WITHOUT_PLAN.includes(run.state)) return run;
  return startRun(options, digest([key, runId]));
}

async function createRun(
  options: StartRunOptions,
  idempotencyKey: string,
): Promise<{ runId: string }> {
  const { stacks, request } = options;
  const credentials = await options.credentials();
  const bundle = await stacks.uploadBundle(await options.pack(), {
    credentials,
  });
  const run = await stacks.createRun(
    {
      ...request,
      idempotencyKey,
      source: { kind: 'bundle', digest: bundle.digest },
    },
    { credentials },
  );
  return { runId: run.id };
}

/** SHA-256 of a value's JSON. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
