// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  layerIdSchema,
  sha256Schema,
  ulidSchema,
} from '../ids';
import { pageQueryShape, pageSchema } from '../wire/paging';
import { changeRecordSchema } from './change';

/**
 * What each request for a change of a stack says besides.
 *
 * @public
 */
export const changeShape = {
  reason: z.string().trim().min(1).max(2000),
  ticket: changeRecordSchema.shape.ticket,
  /** Values of sensitive variables that the source asks for: they are not kept from an earlier run. */
  secretVariables: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be a variable name'),
      z.string().max(16_384),
    )
    .default({}),
};

/**
 * `POST /v1/stacks/:stackId/destroy`: plan the destruction of a stack. It is approved and applied like any other plan.
 *
 * @public
 */
export const destroyRequestSchema = z.strictObject({
  /** The name of the stack, as a person has typed it. */
  confirmation: z.string().max(100),
  ...changeShape,
});

/**
 * See {@link destroyRequestSchema}; defaults may be left out.
 *
 * @public
 */
export type DestroyRequest = z.input<typeof destroyRequestSchema>;

/**
 * `POST /v1/stacks/:stackId/rollback`: plan a source that was applied before, by default the last one.
 *
 * @public
 */
export const rollbackRequestSchema = z.strictObject({
  /** The run that has applied the source, as {@link stackSourceSchema} names it. */
  runId: ulidSchema.optional(),
  ...changeShape,
});

/**
 * See {@link rollbackRequestSchema}; defaults may be left out.
 *
 * @public
 */
export type RollbackRequest = z.input<typeof rollbackRequestSchema>;

/**
 * A source that was applied to a stack, and by whom.
 *
 * @public
 */
export const stackSourceSchema = z.object({
  digest: sha256Schema,
  runId: ulidSchema,
  requestedBy: entityRefSchema,
  appliedAt: instantSchema,
  change: changeRecordSchema.optional(),
  /** The sensitive variables that its run was given; their values are forgotten. */
  secretNames: z.array(z.string()),
  /** It is the source that is applied now. */
  current: z.boolean(),
});

/**
 * See {@link stackSourceSchema}.
 *
 * @public
 */
export type StackSource = z.infer<typeof stackSourceSchema>;

/**
 * `GET /v1/stacks/:stackId/sources`.
 *
 * @public
 */
export const stackSourcesQuerySchema = z.strictObject(pageQueryShape);

/**
 * See {@link stackSourcesQuerySchema}, as it is written in the address.
 *
 * @public
 */
export type StackSourcesQuery = z.input<typeof stackSourcesQuerySchema>;

/** @public */
export const stackSourcesPageSchema = pageSchema(stackSourceSchema);
/** @public */
export type StackSourcesPage = z.infer<typeof stackSourcesPageSchema>;

/**
 * `GET /v1/stacks/:stackId/dependants`: what would lose its ground if the stack was destroyed.
 *
 * @public
 */
export const stackDependantsSchema = z.object({
  /** Stacks that take outputs of it or of one of the others, in the order in which they could be destroyed. */
  stacks: z.array(
    z.object({
      stackId: ulidSchema,
      entityRef: entityRefSchema,
      /** It takes an output of the stack itself. */
      direct: z.boolean(),
    }),
  ),
  /** Entities that depend on it and are no stacks. */
  entities: z.array(entityRefSchema),
  /** How many stacks there are besides that the caller may not see. */
  hidden: z.number().int(),
});

/**
 * See {@link stackDependantsSchema}.
 *
 * @public
 */
export type StackDependants = z.infer<typeof stackDependantsSchema>;

/**
 * `GET /v1/stacks/:stackId/form`: the layer's form, filled in with what the stack was made from.
 *
 * @public
 */
export const stackFormSchema = z.object({
  layer: layerIdSchema,
  templateRef: entityRefSchema,
  /** The source that the values were read from. */
  digest: sha256Schema,
  /** For the address of the template: `?formData=` and this as JSON. */
  formData: z.record(z.string(), z.json()),
  /** Fields that have to be filled in by hand: their values are secret. */
  secret: z.array(z.string()),
  /** Inputs of the source that the form no longer asks for. */
  unknown: z.array(z.string()),
});

/**
 * See {@link stackFormSchema}.
 *
 * @public
 */
export type StackForm = z.infer<typeof stackFormSchema>;
