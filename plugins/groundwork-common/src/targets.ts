// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, layerIdSchema } from './ids';

/**
 * The three environments. An environment is a property of an account in config, never of a form or a name.
 *
 * @public
 */
export const environmentSchema = z.enum([
  'production',
  'staging',
  'development',
]);

/**
 * See {@link environmentSchema}.
 *
 * @public
 */
export type Environment = z.infer<typeof environmentSchema>;

/**
 * A 12-digit AWS account id, always a string: ids may begin with a zero.
 *
 * @public
 */
export const accountIdSchema = z
  .string()
  .regex(/^\d{12}$/, 'must be an AWS account id of 12 digits, in quotes');

/**
 * An AWS Region, or `global` for what has none: IAM, Route 53, CloudFront, Organizations, cost.
 *
 * @public
 */
export const regionSchema = z
  .string()
  .regex(
    /^(global|[a-z]{2}(-[a-z]+)+-\d)$/,
    'must be an AWS Region such as eu-west-1, or global',
  );

/**
 * Where something stands: an account, a Region in it, and the account's environment.
 *
 * @public
 */
export const targetSchema = z.strictObject({
  accountId: accountIdSchema,
  region: regionSchema,
  environment: environmentSchema,
});

/**
 * See {@link targetSchema}.
 *
 * @public
 */
export type Target = z.infer<typeof targetSchema>;

/**
 * An account of `groundwork.accounts` as the browser sees it; roles stay in the backend.
 *
 * @public
 */
export const accountSchema = z.object({
  accountId: accountIdSchema,
  name: z.string(),
  environment: environmentSchema,
  regions: z.array(regionSchema),
  owner: entityRefSchema.optional(),
  /** Layers that stand already, made outside Groundwork. */
  provides: z.array(layerIdSchema),
  /** Whether the caller may plan and apply here. */
  mayUse: z.boolean(),
});

/**
 * See {@link accountSchema}.
 *
 * @public
 */
export type Account = z.infer<typeof accountSchema>;
