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

/** How accounts of the organization are found, and what they are taken for. */
export type OrganizationConfig = z.infer<typeof organizationSchema>;

/** `groundwork.estate` and `groundwork.organization`. */
export interface EstateConfig {
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
  const source = estate?.getOptionalString('source') ?? 'tagging';
  if (source !== 'tagging') {
    throw new InputError(
      `groundwork.estate.source is ${source}; this version knows tagging only`,
    );
  }
  const every = (key: string, otherwise: HumanDuration) =>
    estate?.has(key) ? readDurationFromConfig(estate, { key }) : otherwise;
  return {
    sweepEvery: every('sweepEvery', { minutes: 15 }),
    readCatalogEvery: every('readCatalogEvery', { minutes: 1 }),
    testConnectionsEvery: every('testConnectionsEvery', { hours: 6 }),
    organization: readOrganization(config),
  };
}

function readOrganization(config: Config): OrganizationConfig | undefined {
  const key = 'groundwork.organization';
  if (!config.getOptionalBoolean(`${key}.discover`)) return undefined;
  const parsed = organizationSchema.safeParse(config.get(key));
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new InputError(`${key}.${path.join('.')} is not valid: ${message}`);
}
