// SPDX-License-Identifier: Apache-2.0
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { RunnerKind } from '@groundwork/backstage-plugin-aws-stacks-runner';
import {
  accountIdSchema,
  regionSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

const KEY = 'groundwork.stacks.runner';

const kindSchema = z.enum(['local', 'codebuild']);

const codeBuildSchema = z.strictObject({
  accountId: accountIdSchema,
  region: regionSchema.refine(
    region => region !== 'global',
    'must be a Region',
  ),
  project: z.string().regex(/^[A-Za-z0-9][\w-]{1,149}$/, 'is no project name'),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
  kmsKeyArn: z.string().regex(/^arn:aws[\w-]*:kms:[\w-]+:\d{12}:key\/[\w-]+$/),
  keyPrefix: z
    .string()
    .regex(/^([\w.-]+\/)*$/, 'must end with a slash, or be empty')
    .default('jobs/'),
});

/** Where builds are started, and through what backend and builds talk. */
export type CodeBuildConfig = z.infer<typeof codeBuildSchema>;

/** Where jobs run. */
export interface RunnersConfig {
  kindOf(accountId: string): RunnerKind;
  /** Present as soon as one account's jobs run there. */
  codebuild?: CodeBuildConfig;
}

/** Reads `groundwork.stacks.runner`, but for the environment of local runners. */
export function readRunners(root: Config): RunnersConfig {
  const config = root.getOptionalConfig(KEY);
  const usual = readKind(config?.getOptional('kind') ?? 'local', 'kind');
  const special = new Map(
    (config?.getOptionalConfigArray('accounts') ?? []).map((account, index) => [
      account.getString('accountId'),
      readKind(account.get('kind'), `accounts[${index}].kind`),
    ]),
  );
  const isUsed = [usual, ...special.values()].includes('codebuild');
  return {
    kindOf: accountId => special.get(accountId) ?? usual,
    codebuild: isUsed
      ? readCodeBuild(config?.getOptional('codebuild'))
      : undefined,
  };
}

function readKind(given: unknown, key: string): RunnerKind {
  const kind = kindSchema.safeParse(given);
  if (kind.success) return kind.data;
  throw new InputError(
    `${KEY}.${key} must be local or codebuild, got ${String(given)}`,
  );
}

function readCodeBuild(given: unknown): CodeBuildConfig {
  const read = codeBuildSchema.safeParse(given ?? {});
  if (read.success) return read.data;
  const [{ path, message }] = read.error.issues;
  throw new InputError(
    `${[KEY, 'codebuild', ...path].join(
      '.',
    )}: ${message}; the outputs of the layer runner-codebuild say what belongs there`,
  );
}
