// SPDX-License-Identifier: Apache-2.0
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  accountIdSchema,
  entityRefSchema,
  environmentSchema,
  layerIdSchema,
  regionSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

const KEY = 'groundwork.accounts';

/** Short forms that people write in configuration; the rest of the suite knows the three full words only. */
const ENVIRONMENT_ALIASES: Readonly<Record<string, string>> = {
  prod: 'production',
  stage: 'staging',
  dev: 'development',
};

const roleArnSchema = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    'must be the ARN of an IAM role',
  );

const bucketNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    'must be the name of an S3 bucket',
  );

/**
 * One entry of `groundwork.accounts`.
 *
 * @public
 */
export const accountConfigSchema = z.object({
  accountId: accountIdSchema,
  name: z.string().min(1).max(100),
  environment: z.preprocess(
    value =>
      typeof value === 'string'
        ? ENVIRONMENT_ALIASES[value.toLowerCase()] ?? value
        : value,
    environmentSchema,
  ),
  regions: z
    .array(
      regionSchema.refine(
        region => region !== 'global',
        'must be a real Region; `global` is always allowed',
      ),
    )
    .min(1),
  owner: entityRefSchema.optional(),
  provides: z.array(layerIdSchema).default([]),
  roles: z
    .object({
      plan: roleArnSchema.optional(),
      apply: roleArnSchema.optional(),
      remediate: roleArnSchema.optional(),
      externalId: z.string().min(2).max(1224).optional(),
    })
    .default({}),
  stateBucket: z
    .object({
      name: bucketNameSchema.optional(),
      region: regionSchema.optional(),
      kmsKeyArn: z.string().startsWith('arn:').optional(),
    })
    .default({}),
  cdk: z
    .object({
      qualifier: z
        .string()
        .regex(/^[a-z0-9]{1,10}$/, 'must be 1 to 10 small letters and digits')
        .optional(),
    })
    .default({}),
});

/**
 * An account of `groundwork.accounts`, with the roles that the browser never sees.
 *
 * @public
 */
export type AccountConfig = z.infer<typeof accountConfigSchema>;

/**
 * The accounts of the configuration. An entry that is not valid stops the start, with its key in the message.
 *
 * @public
 */
export class AccountsConfig {
  readonly #accounts: ReadonlyMap<string, AccountConfig>;

  /** Reads `groundwork.accounts`; without it there are no accounts. */
  static fromConfig(config: Config): AccountsConfig {
    const entries = config.getOptional(KEY) ?? [];
    if (!Array.isArray(entries)) {
      throw new InputError(
        `${KEY} must be a list of accounts, got ${typeof entries}`,
      );
    }
    const accounts = new Map<string, AccountConfig>();
    entries.forEach((entry, index) => {
      const account = parseAccount(entry, `${KEY}[${index}]`);
      if (accounts.has(account.accountId)) {
        throw new InputError(
          `${KEY}[${index}].accountId is ${account.accountId}, which an earlier entry has already; keep one of them`,
        );
      }
      accounts.set(account.accountId, account);
    });
    return new AccountsConfig(accounts);
  }

  private constructor(accounts: ReadonlyMap<string, AccountConfig>) {
    this.#accounts = accounts;
  }

  /** All accounts, in the order of the configuration. */
  list(): AccountConfig[] {
    return [...this.#accounts.values()];
  }

  /** The account with this id. */
  get(accountId: string): AccountConfig | undefined {
    return this.#accounts.get(accountId);
  }
}

function parseAccount(entry: unknown, key: string): AccountConfig {
  const parsed = accountConfigSchema.safeParse(entry);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue.path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  throw new InputError(`${key}${path} is not valid: ${issue.message}`);
}
