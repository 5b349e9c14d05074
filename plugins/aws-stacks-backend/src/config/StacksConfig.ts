// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { type HumanDuration, durationToMilliseconds } from '@backstage/types';
import {
  type ApprovalRule,
  type Environment,
  approvalRuleSchema,
  environmentSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { type AllowedSources, readAllowedSources } from './allowedSources';
import { type DriftConfig, readDriftConfig } from './driftConfig';
import { type ApprovalRuleConfig, readApprovalRules } from './approvalRules';
import { type FreezeConfig, readFreezes } from './freezes';
import {
  type ChangeRecordConfig,
  readChangeRecordConfig,
} from './changeRecord';
import {
  type RequirementsMode,
  readLayerRequirements,
} from './layerRequirements';
import { type PromotionConfig, readPromotionConfig } from './promotion';
import { type RetentionConfig, readRetentionConfig } from './retention';
import { type RunnersConfig, readRunners } from './runners';

const KEY = 'groundwork.stacks';

/** Who has to agree before a plan is applied, and how many of them. */
export interface ApprovalPolicy {
  rule: ApprovalRule;
  required: number;
}

/** `groundwork.stacks`, read and checked. */
export interface StacksConfig {
  /** Absolute path; bundles, saved plans and the key are kept here. */
  dataDirectory: string;
  /** 32 bytes in base64; without it a key file is made in the data directory. */
  encryptionKey?: string;
  approvals: Readonly<Record<Environment, ApprovalPolicy>>;
  /** What is asked besides, by environment and change. */
  approvalRules: readonly ApprovalRuleConfig[];
  freezes: readonly FreezeConfig[];
  changeRecord: ChangeRecordConfig;
  layerRequirements: RequirementsMode;
  promotion: PromotionConfig;
  retention: RetentionConfig;
  runners: RunnersConfig;
  drift: DriftConfig;
  planExpiryMs: number;
  concurrency: { total: number; perAccount: number };
  terraform: {
    /** A path, or a name that is looked for on the PATH. */
    binary: string;
    providerMirror?: string;
    /** The versions that may be used; any when absent. */
    versions?: readonly string[];
    /** What sources may use that is not part of them. */
    allowed: AllowedSources;
  };
  cdkQualifier: string;
  /** Whether a destruction may take termination protection off. */
  liftTerminationProtection: boolean;
  /** What the runner's environment has besides, or instead of, what the backend's own has. */
  runnerEnvironment: Readonly<Record<string, string>>;
  timeouts: {
    planMs: number;
    applyMs: number;
    verifyMs: number;
    unlockMs: number;
    graceMs: number;
    lockMs: number;
  };
}

/** What may be set for runners: how the network is reached, and whom to trust there. */
const RUNNER_VARIABLES = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'AWS_CA_BUNDLE',
  'NODE_EXTRA_CA_CERTS',
];

const DEFAULT_APPROVALS: Readonly<Record<Environment, ApprovalRule>> = {
  production: 'other',
  staging: 'requester',
  development: 'auto',
};

/** Reads `groundwork.stacks`. A value that is not valid stops the start, with its key in the message. */
export function readStacksConfig(root: Config): StacksConfig {
  const config = root.getOptionalConfig(KEY);
  const mirror = config?.getOptionalString('terraform.providerMirror');
  return {
    dataDirectory: resolve(
      config?.getOptionalString('dataDirectory') ?? '.groundwork/stacks',
    ),
    encryptionKey: readEncryptionKey(config),
    approvals: readApprovals(config),
    approvalRules: readApprovalRules(root),
    freezes: readFreezes(root),
    changeRecord: readChangeRecordConfig(root),
    layerRequirements: readLayerRequirements(root),
    promotion: readPromotionConfig(root),
    retention: readRetentionConfig(root),
    runners: readRunners(root),
    drift: readDriftConfig(root),
    planExpiryMs: readDuration(config, 'planExpiry', { hours: 24 }),
    concurrency: {
      total: readCount(config, 'concurrency.total', 4),
      perAccount: readCount(config, 'concurrency.perAccount', 2),
    },
    terraform: {
      binary: config?.getOptionalString('terraform.binary') ?? 'terraform',
      providerMirror: mirror && resolve(mirror),
      versions: config?.getOptionalStringArray('terraform.versions'),
      allowed: readAllowedSources(root),
    },
    cdkQualifier: readQualifier(config),
    liftTerminationProtection:
      config?.getOptionalBoolean('cdk.liftTerminationProtection') ?? false,
    runnerEnvironment: readRunnerEnvironment(config),
    timeouts: readTimeouts(config),
  };
}

function readTimeouts(config?: Config): StacksConfig['timeouts'] {
  return {
    planMs: readDuration(config, 'timeouts.plan', { minutes: 20 }),
    applyMs: readDuration(config, 'timeouts.apply', { hours: 2 }),
    verifyMs: readDuration(config, 'timeouts.verify', { minutes: 20 }),
    unlockMs: readDuration(config, 'timeouts.unlock', { minutes: 5 }),
    graceMs: readDuration(config, 'timeouts.grace', { minutes: 10 }),
    lockMs: readDuration(config, 'timeouts.lock', { minutes: 5 }),
  };
}

function readApprovals(config?: Config): StacksConfig['approvals'] {
  const read = (environment: Environment) => readApproval(config, environment);
  return {
    production: read('production'),
    staging: read('staging'),
    development: read('development'),
  };
}

function readApproval(
  config: Config | undefined,
  environment: Environment,
): ApprovalPolicy {
  environmentSchema.parse(environment);
  const key = `approvals.${environment}`;
  const value = config?.getOptional(key) ?? DEFAULT_APPROVALS[environment];
  const asked = typeof value === 'string' ? value : undefined;
  const rule = approvalRuleSchema.safeParse(
    asked ?? config?.getOptionalString(`${key}.rule`),
  );
  if (!rule.success) {
    throw new InputError(
      `${KEY}.${key} must be auto, requester or other, or an object with such a rule`,
    );
  }
  const required =
    asked === undefined ? readCount(config, `${key}.required`, 1) : 1;
  if (rule.data === 'auto') return { rule: 'auto', required: 0 };
  if (rule.data === 'requester' && required !== 1) {
    throw new InputError(
      `${KEY}.${key}.required is ${required}, but with the rule requester only one person can agree; leave it out`,
    );
  }
  return { rule: rule.data, required };
}

function readCount(
  config: Config | undefined,
  key: string,
  fallback: number,
): number {
  const value = config?.getOptionalNumber(key) ?? fallback;
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InputError(
    `${KEY}.${key} must be a whole number of at least 1, got ${value}`,
  );
}

function readDuration(
  config: Config | undefined,
  key: string,
  fallback: HumanDuration,
): number {
  const duration = config?.has(key)
    ? readDurationFromConfig(config, { key })
    : fallback;
  return durationToMilliseconds(duration);
}

function readQualifier(config?: Config): string {
  const qualifier = config?.getOptionalString('cdk.qualifier') ?? 'hnb659fds';
  if (/^[a-z0-9]{1,10}$/.test(qualifier)) return qualifier;
  throw new InputError(
    `${KEY}.cdk.qualifier must be 1 to 10 small letters and digits, got ${qualifier}`,
  );
}

function readRunnerEnvironment(config?: Config): Record<string, string> {
  const key = 'runner.environment';
  const names = config?.getOptionalConfig(key)?.keys() ?? [];
  const unknown = names.filter(name => !RUNNER_VARIABLES.includes(name));
  if (unknown.length > 0) {
    throw new InputError(
      `${KEY}.${key} may set ${RUNNER_VARIABLES.join(
        ', ',
      )}; it has ${unknown.join(', ')}`,
    );
  }
  return Object.fromEntries(
    names.map(name => [name, config?.getString(`${key}.${name}`) ?? '']),
  );
}

function readEncryptionKey(config?: Config): string | undefined {
  const key = config?.getOptionalString('encryptionKey');
  if (!key || Buffer.from(key, 'base64').length === 32) return key;
  throw new InputError(
    `${KEY}.encryptionKey must be 32 bytes in base64; make one with: openssl rand -base64 32`,
  );
}
