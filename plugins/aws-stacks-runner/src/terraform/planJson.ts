// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const json = z.json();

const changeSchema = z.object({
  actions: z.array(z.string()),
  before: json.optional(),
  after: json.optional(),
  after_unknown: json.optional(),
  before_sensitive: json.optional(),
  after_sensitive: json.optional(),
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
  importing: json.optional(),
});

const resourceSchema = z.object({
  address: z.string(),
  mode: z.string().default('managed'),
  type: z.string().default(''),
  name: z.string().default(''),
  provider_name: z.string().default(''),
  action_reason: z.string().optional(),
  change: changeSchema,
});

const configResourceSchema = z.object({
  address: z.string(),
  provider_config_key: z.string().optional(),
  provisioners: z.array(z.object({ type: z.string() })).optional(),
  /** How its attributes are written; read to tell which input sets one. */
  expressions: z.record(z.string(), json).optional(),
});

const moduleSchema = z.object({
  resources: z.array(configResourceSchema).optional(),
  get module_calls() {
    return z
      .record(
        z.string(),
        z.object({
          source: z.string(),
          version_constraint: z.string().optional(),
          expressions: z.record(z.string(), json).optional(),
          module: moduleSchema.optional(),
        }),
      )
      .optional();
  },
});

/** What the runner reads of `show -json`; everything else is dropped at once. */
export const planJsonSchema = z.object({
  format_version: z
    .string()
    .regex(/^1\./, 'must be 1.x; another Terraform needs another reader'),
  terraform_version: z.string(),
  resource_changes: z.array(resourceSchema).default([]),
  resource_drift: z.array(resourceSchema).default([]),
  output_changes: z.record(z.string(), changeSchema).default({}),
  checks: z
    .array(
      z.object({
        address: z.object({ to_display: z.string() }),
        status: z.string(),
      }),
    )
    .default([]),
  configuration: z.object({
    provider_config: z
      .record(
        z.string(),
        z.object({
          full_name: z.string().optional(),
          expressions: z.record(z.string(), json).optional(),
        }),
      )
      .default({}),
    root_module: moduleSchema.default({}),
  }),
});

/** See {@link planJsonSchema}. */
export type PlanJson = z.infer<typeof planJsonSchema>;

/** One resource as the plan has it. */
export type PlannedResource = z.infer<typeof resourceSchema>;

/** Before and after of a resource or an output. */
export type PlannedChange = z.infer<typeof changeSchema>;

/** The configuration of a module. */
export type ConfiguredModule = z.infer<typeof moduleSchema>;
