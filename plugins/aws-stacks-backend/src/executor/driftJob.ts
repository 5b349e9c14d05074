// SPDX-License-Identifier: Apache-2.0
import type {
  RunnerJob,
  RunnerKind,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type JobPaths,
  type JobSettings,
  engineSettings,
  requireAccount,
  seconds,
} from './jobs';

/** What a look at a stack is made from. */
export interface DriftJobOptions extends JobSettings {
  /** Names the folder; there is no run. */
  checkId: string;
  stack: Stack;
  sourceDigest: string;
  runner: RunnerKind;
  /** Who wants to know: the person who asked, else the owner. */
  requestedBy: string;
  paths: Omit<JobPaths, 'plan'>;
}

/** Writes down what a runner is to compare, with the role that can only read. */
export function buildDriftJob(options: DriftJobOptions): RunnerJob {
  const { stack, config, paths } = options;
  const account = requireAccount(stack, options.accounts);
  const { id, target, layer, name, entityRef, owner, engine } = stack;
  return {
    version: 1,
    kind: 'drift',
    runner: options.runner,
    runId: options.checkId,
    engine,
    operation: 'apply',
    context: { ...target, layer, name, stackId: id, entityRef, owner },
    requestedBy: options.requestedBy,
    source: { path: paths.bundle, digest: options.sourceDigest },
    roleArn: account.roles.plan,
    applyRoleArn: account.roles.apply,
    externalId: account.roles.externalId,
    ...engineSettings(stack, account, {
      ...options,
      paths: { ...paths, plan: '' },
    }),
    timeoutSeconds: seconds(config.timeouts.planMs),
    graceSeconds: seconds(config.timeouts.graceMs),
  };
}
