// SPDX-License-Identifier: Apache-2.0
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  moduleSourceSchema,
  providerSourceSchema,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { z } from 'zod';

const KEY = 'groundwork.stacks.terraform';
const AWS = 'hashicorp/aws';

/** What Terraform sources may use that is not part of them. */
export interface AllowedSources {
  allowedProviders: string[];
  allowedModules: string[];
}

/** Reads `groundwork.stacks.terraform.{allowedProviders,allowedModules}`: the AWS provider and modules of the bundle by default. */
export function readAllowedSources(root: Config): AllowedSources {
  const config = root.getOptionalConfig(KEY);
  const read = (key: string, schema: z.ZodType<string>) =>
    readSources(config, key, schema);
  return {
    allowedProviders: read('allowedProviders', providerSourceSchema) ?? [AWS],
    allowedModules: read('allowedModules', moduleSourceSchema) ?? [],
  };
}

function readSources(
  config: Config | undefined,
  key: string,
  schema: z.ZodType<string>,
): string[] | undefined {
  const sources = config?.getOptionalStringArray(key);
  sources?.forEach((source, index) => {
    const parsed = schema.safeParse(source);
    if (parsed.success) return;
    throw new InputError(
      `${KEY}.${key}[${index}] is ${source}, but it ${parsed.error.issues[0].message}`,
    );
  });
  if (key === 'allowedProviders' && sources && !sources.includes(AWS)) {
    throw new InputError(
      `${KEY}.${key} must have ${AWS}: each layer is made of it`,
    );
  }
  return sources;
}
