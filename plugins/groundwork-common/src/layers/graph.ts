// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, layerIdSchema, ulidSchema } from '../ids';
import { accountIdSchema, environmentSchema, regionSchema } from '../targets';
import { problemSchema } from '../wire/problems';
import { layerLifecycleSchema } from './entity';

/**
 * How a layer stands in an account. Without a stack: `absent` (it can be begun), `blocked` (what it requires is missing),
 * `closed` (AWS takes no new customers), `provided` (the configuration says that it stands), `hidden` (there are stacks that
 * the caller may not see). With stacks, the state of the one that is worst off: `failed`, `drifted`, `unknown` (applied, but nobody
 * could compare it with its source), `planned` (never applied), `in-sync`, `standing` (made elsewhere, registered to be read).
 *
 * @public
 */
export const layerStateSchema = z.enum([
  'absent',
  'blocked',
  'closed',
  'provided',
  'hidden',
  'planned',
  'in-sync',
  'standing',
  'unknown',
  'drifted',
  'failed',
]);

/**
 * See {@link layerStateSchema}.
 *
 * @public
 */
export type LayerState = z.infer<typeof layerStateSchema>;

/**
 * A layer that another one waits for, and why it does not count.
 *
 * @public
 */
export const missingLayerSchema = z.object({
  layer: layerIdSchema,
  reason: z.enum([
    /** There is no stack of it. */
    'absent',
    /** It was planned, but never applied. */
    'planned',
    /** Its stack failed, or needs somebody to look. */
    'failed',
    /** Its stack is being destroyed. */
    'destroying',
    /** It stands in another Region of the account only. */
    'elsewhere',
  ]),
});

/**
 * See {@link missingLayerSchema}.
 *
 * @public
 */
export type MissingLayer = z.infer<typeof missingLayerSchema>;

/**
 * A stack in the graph.
 *
 * @public
 */
export const layerStackSchema = z.object({
  stackId: ulidSchema,
  name: z.string(),
  region: regionSchema,
  owner: entityRefSchema,
  state: layerStateSchema,
  /** The run that was the last one. */
  runId: ulidSchema.optional(),
});

/**
 * See {@link layerStackSchema}.
 *
 * @public
 */
export type LayerStack = z.infer<typeof layerStackSchema>;

/**
 * How a layer stands in one account.
 *
 * @public
 */
export const layerInAccountSchema = z.object({
  accountId: accountIdSchema,
  state: layerStateSchema,
  stacks: z.array(layerStackSchema),
  /** How many stacks there are besides that the caller may not see. */
  hidden: z.number().int(),
  /** What keeps it from being begun, in the Region in which the least is missing. */
  blockedBy: z.array(missingLayerSchema),
  /** Where the caller could have a stack of it planned now. */
  startIn: z.array(regionSchema),
});

/**
 * See {@link layerInAccountSchema}.
 *
 * @public
 */
export type LayerInAccount = z.infer<typeof layerInAccountSchema>;

/**
 * A layer that the catalog has a template of.
 *
 * @public
 */
export const layerNodeSchema = z.object({
  id: layerIdSchema,
  title: z.string(),
  description: z.string().optional(),
  templateRef: entityRefSchema,
  phase: z.string(),
  requires: z.array(layerIdSchema),
  lifecycle: layerLifecycleSchema,
});

/**
 * See {@link layerNodeSchema}.
 *
 * @public
 */
export type LayerNode = z.infer<typeof layerNodeSchema>;

/**
 * How a layer stands in an environment: by its accounts, and in all. What stands somewhere is told by the stack that is
 * worst off; where it does not stand it counts only when it stands nowhere.
 *
 * @public
 */
export const layerInEnvironmentSchema = z.object({
  layer: layerIdSchema,
  state: layerStateSchema,
  /** In how many of the accounts it stands: applied, registered or provided. */
  standsIn: z.number().int(),
  blockedBy: z.array(missingLayerSchema),
  accounts: z.array(layerInAccountSchema),
});

/**
 * See {@link layerInEnvironmentSchema}.
 *
 * @public
 */
export type LayerInEnvironment = z.infer<typeof layerInEnvironmentSchema>;

/**
 * How far a phase is in an environment. Layers that AWS has closed and that stand nowhere are not counted.
 *
 * @public
 */
export const phaseProgressSchema = z.object({
  phase: z.string(),
  layers: z.number().int(),
  /** Layers that stand in at least one account. */
  standing: z.number().int(),
  /** Layers of which a stack failed, has drifted, or is not known to be as its source says. */
  attention: z.number().int(),
});

/**
 * See {@link phaseProgressSchema}.
 *
 * @public
 */
export type PhaseProgress = z.infer<typeof phaseProgressSchema>;

/**
 * `GET /v1/layers/graph`: the layers by what they require, and how they stand in each environment.
 *
 * @public
 */
export const layerGraphSchema = z.object({
  /** Those that come first stand first. */
  layers: z.array(layerNodeSchema),
  environments: z.array(
    z.object({
      environment: environmentSchema,
      accounts: z.number().int(),
      layers: z.array(layerInEnvironmentSchema),
      phases: z.array(phaseProgressSchema),
    }),
  ),
  /** Whether a run is refused while a required layer is missing, or only warned of. */
  requirements: z.enum(['enforce', 'advisory']),
  /** What could not be shown: templates that say something else of themselves, stacks of layers without a template. */
  problems: z.array(problemSchema),
});

/**
 * See {@link layerGraphSchema}.
 *
 * @public
 */
export type LayerGraph = z.infer<typeof layerGraphSchema>;

/**
 * `GET /v1/layers/graph?account=…&owner=…&system=…`.
 *
 * @public
 */
export const layerGraphQuerySchema = z.strictObject({
  account: accountIdSchema.optional(),
  /** Only stacks of this group; what blocks a layer is judged by all stacks. */
  owner: entityRefSchema.optional(),
  /** Only stacks of this system. */
  system: entityRefSchema.optional(),
});

/**
 * See {@link layerGraphQuerySchema}.
 *
 * @public
 */
export type LayerGraphQuery = z.infer<typeof layerGraphQuerySchema>;
