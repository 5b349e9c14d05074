// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import type {
  RunnerJob,
  RunnerKind,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import type {
  AccountConfig,
  AccountsConfig,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { StacksConfig } from '../config/StacksConfig';
import { stateBucketOf } from '../rules/stateBucket';

/** What all jobs are made from. */
export interface JobSettings {
  accounts: AccountsConfig;
  config: StacksConfig;
}

/** The paths that stand in a job. */
export interface JobPaths {
  bundle: string;
  plan: string;
  /** Absolute path of Terraform; only a Terraform run needs it. */
  terraform?: string;
}

/** What a runner does for a run; a look for drift belongs to none. */
export type RunJobKind = Exclude<RunnerJob['kind'], 'drift'>;

/** Writes down what a runner is to do for a run. */
export function buildJob(
  kind: RunJobKind,
  run: Run,
  options: JobSettings & {
    runner: RunnerKind;
    paths: JobPaths;
    lockId?: string;
    /** The stack is known to have drifted. */
    revertDrift?: boolean;
  },
): RunnerJob {
  const account = requireAccount(run, options.accounts);
  const { config, paths } = options;
  const common = {
    version: 1 as const,
    runner: options.runner,
    runId: run.id,
    engine: run.engine,
    operation: run.operation,
    context: contextOf(run),
    requestedBy: run.requestedBy,
    imports: run.imports,
    source: { path: paths.bundle, digest: run.source.digest },
    roleArn: kind === 'plan' ? account.roles.plan : account.roles.apply,
    applyRoleArn: account.roles.apply,
    externalId: account.roles.externalId,
    ...engineSettings(run, account, options),
    timeoutSeconds: seconds(config.timeouts[`${kind}Ms`]),
    graceSeconds: seconds(config.timeouts.graceMs),
  };
  if (kind === 'plan') return { ...common, kind };
  if (kind === 'unlock') return { ...common, kind, lockId: options.lockId };
  if (!run.planDigest) {
    throw new InputError(`Run ${run.id} has no plan that could be applied`);
  }
  return {
    ...common,
    kind,
    planPath: paths.plan,
    planDigest: run.planDigest,
  };
}

/** The account of a run as it is configured now; the configuration may have changed since the run was asked for. */
export function requireAccount(
  run: Pick<Run, 'target'>,
  accounts: AccountsConfig,
): AccountConfig {
  const { accountId, environment } = run.target;
  const account = accounts.get(accountId);
  if (account?.environment === environment) return account;
  throw new InputError(
    account
      ? `Account ${accountId} is ${account.environment} in groundwork.accounts, but the run was made for ${environment}; plan again`
      : `Account ${accountId} is no longer in groundwork.accounts; add it and plan again`,
  );
}

function contextOf(run: Run): RunnerJob['context'] {
  return {
    ...run.target,
    layer: run.layer,
    name: run.name,
    stackId: run.stackId,
    entityRef: run.entityRef,
    owner: run.owner,
  };
}

/** What the engine of a stack is told besides. */
export function engineSettings(
  run: Pick<Run, 'engine' | 'target'>,
  account: AccountConfig,
  {
    config,
    paths,
    revertDrift,
  }: JobSettings & { paths: JobPaths; revertDrift?: boolean },
): Pick<RunnerJob, 'terraform' | 'cdk'> {
  if (run.engine === 'cdk') {
    const qualifier = account.cdk.qualifier ?? config.cdkQualifier;
    const { liftTerminationProtection } = config;
    return { cdk: { qualifier, liftTerminationProtection, revertDrift } };
  }
  if (!paths.terraform) return {};
  return {
    terraform: {
      binary: paths.terraform,
      providerMirror: config.terraform.providerMirror,
      ...config.terraform.allowed,
      stateBucket: stateBucketOf(account, run.target.region),
      lockTimeoutSeconds: seconds(config.timeouts.lockMs),
    },
  };
}

/** As runners are told times. */
export function seconds(milliseconds: number): number {
  return Math.max(1, Math.round(milliseconds / 1000));
}
