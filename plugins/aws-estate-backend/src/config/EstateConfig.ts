// SPDX-License-Identifier: Apache-2.0
import type { Config } from '@backstage/config';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';
import {
  accountIdSchema,
  environmentSchema,
  regionSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

const organizationSchema = z.object({
  discover: z.boolean().default(false),
  accountId: accountIdSchema,
  regions: z.array(regionSchema).min(1),
  environment: environmentSchema.default('production'),
});

const configSchema = z.strictObject({
  accountId: accountIdSchema,
  region: regionSchema,
  aggregator: z.string().regex(/^[\w-]{1,256}$/),
});

/** The aggregator of AWS Config that is asked, and where. */
export type ConfigSettings = z.infer<typeof configSchema>;

const resourceExplorerSchema = z
  .strictObject({
    accountId: accountIdSchema.optional(),
    region: regionSchema.optional(),
    viewArn: z
      .string()
      .regex(/^arn:aws[\w-]*:resource-explorer-2:[^:]+:\d{12}:view\/.+$/)
      .optional(),
  })
  .refine(({ accountId, region }) => !accountId || region, {
    path: ['region'],
    message: 'is needed beside accountId: the Region of the view',
  })
  .refine(({ accountId, viewArn }) => !viewArn || accountId, {
    path: ['accountId'],
    message: 'is needed beside viewArn: the account of the view',
  });

/**
 * Where Resource Explorer is asked. Without an account each one is asked itself; without a Region, in each Region itself.
 */
export type ResourceExplorerSettings = z.infer<typeof resourceExplorerSchema>;

/** Where resources are read from. */
export type SourceSettings =
  | { kind: 'tagging' }
  | ({ kind: 'config' } & ConfigSettings)
  | ({ kind: 'resource-explorer' } & ResourceExplorerSettings);

/** How accounts of the organization are found, and what they are taken for. */
export type OrganizationConfig = z.infer<typeof organizationSchema>;

/** `groundwork.estate` and `groundwork.organization`. */
export interface EstateConfig {
  source: SourceSettings;
  /** How often each account and Region is swept. */
  sweepEvery: HumanDuration;
  /** How often the catalog is read. */
  readCatalogEvery: HumanDuration;
  /** How often connections are tested. */
  testConnectionsEvery: HumanDuration;
  /** Present when accounts are to be discovered. */
  organization?: OrganizationConfig;
}

/** Reads the configuration; what is not valid stops the start, with its key in the message. */
export function readEstateConfig(config: Config): EstateConfig {
  const estate = config.getOptionalConfig('groundwork.estate');
  const every = (key: string, otherwise: HumanDuration) =>
    estate?.has(key) ? readDurationFromConfig(estate, { key }) : otherwise;
  return {
    source: readSource(config),
    sweepEvery: every('sweepEvery', { minutes: 15 }),
    readCatalogEvery: every('readCatalogEvery', { minutes: 1 }),
    testConnectionsEvery: every('testConnectionsEvery', { hours: 6 }),
    organization: readOrganization(config),
  };
}

function readSource(config: Config): SourceSettings {
  const kind =
    config.getOptionalString('groundwork.estate.source') ?? 'tagging';
  switch (kind) {
    case 'tagging':
      return { kind };
    case 'config':
      return {
        kind,
        ...read(config, 'groundwork.estate.config', configSchema),
      };
    case 'resource-explorer': {
      const key = 'groundwork.estate.resourceExplorer';
      return { kind, ...read(config, key, resourceExplorerSchema) };
    }
    default:
      throw new InputError(
        `groundwork.estate.source is ${kind}; it must be tagging, config or resource-explorer`,
      );
  }
}

function readOrganization(config: Config): OrganizationConfig | undefined {
  const key = 'groundwork.organization';
  if (!config.getOptionalBoolean(`${key}.discover`)) return undefined;
  return read(config, key, organizationSchema);
}

function read<T extends z.ZodType>(
  config: Config,
  key: string,
  schema: T,
): z.infer<T> {
  const parsed = schema.safeParse(config.getOptional(key) ?? {});
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  const at = [key, ...path.map(String)].join('.');
  throw new InputError(`${at} is not valid: ${message}`);
}
