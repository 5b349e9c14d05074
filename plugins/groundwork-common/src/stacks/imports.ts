// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { sha256Schema, ulidSchema } from '../ids';
import { rollbackRequestSchema } from './lifecycle';

const MAX_IMPORTS = 100;

const INDEX = String.raw`(?:\[(?:0|[1-9]\d{0,8}|"(?:[^"\\$%\p{Cc}]|[$%](?!\{))+")\])?`;
const MODULE = String.raw`module\.[A-Za-z_][\w-]*${INDEX}`;
const RESOURCE = String.raw`[a-z][a-z0-9]*(?:_[a-z0-9]+)+\.[A-Za-z_][\w-]*${INDEX}`;
const ADDRESS = new RegExp(`^(?:${MODULE}\\.)*${RESOURCE}$`, 'u');

/**
 * The address of a managed resource in a Terraform source: `aws_s3_bucket.this`, `module.key.aws_kms_key.this["a"]`. No
 * expression can stand in it.
 *
 * @public
 */
export const resourceAddressSchema = z
  .string()
  .max(500)
  .regex(
    ADDRESS,
    'must be the address of a resource, such as aws_s3_bucket.this or module.key.aws_kms_key.this["a"]',
  );

/**
 * A resource that stands already, and the address it gets in the state of a stack.
 *
 * @public
 */
export const runImportSchema = z.strictObject({
  to: resourceAddressSchema,
  /** As the provider's documentation has it under Import: often a name or an id, seldom the ARN. */
  id: z
    .string()
    .min(1)
    .max(1024)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u, 'must not have control characters')
    .refine(
      id => !/[$%]\{/.test(id),
      'must not have ${ or %{, which are expressions to Terraform',
    ),
});

/**
 * See {@link runImportSchema}.
 *
 * @public
 */
export type RunImport = z.infer<typeof runImportSchema>;

/**
 * What a run imports: no address twice, and no resource at two addresses.
 *
 * @public
 */
export const runImportsSchema = z
  .array(runImportSchema)
  .max(MAX_IMPORTS)
  .refine(
    imports => isUnique(imports.map(({ to }) => to)),
    'must not name an address twice',
  )
  .refine(
    imports => isUnique(imports.map(({ to, id }) => `${typeOf(to)} ${id}`)),
    'must not import one resource at two addresses',
  );

/**
 * `POST /v1/stacks/:stackId/import`: plan a source of the stack, and take in resources that stand already.
 *
 * @public
 */
export const importRequestSchema = rollbackRequestSchema.extend({
  imports: runImportsSchema.refine(
    imports => imports.length > 0,
    'must name a resource',
  ),
  /** The run whose source is planned; by default the newest of the stack. */
  runId: ulidSchema.optional(),
});

/**
 * See {@link importRequestSchema}; defaults may be left out.
 *
 * @public
 */
export type ImportRequest = z.input<typeof importRequestSchema>;

/**
 * `GET /v1/stacks/:stackId/import`: where in its newest source resources can be taken in.
 *
 * @public
 */
export const importTargetsSchema = z.object({
  /** Why nothing can be imported. */
  refusal: z.string().optional(),
  /** The source that would be planned, and the run that brought it. */
  source: z
    .object({
      runId: ulidSchema,
      digest: sha256Schema,
      secretNames: z.array(z.string()),
    })
    .optional(),
  /** Resources that the last plan of this source would create: they are in the source and not in the state. */
  targets: z.array(z.object({ address: z.string(), type: z.string() })),
});

/**
 * See {@link importTargetsSchema}.
 *
 * @public
 */
export type ImportTargets = z.infer<typeof importTargetsSchema>;

function isUnique(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}

/** `module.key["a.b"].aws_kms_key.this` is of type `aws_kms_key`. */
function typeOf(address: string): string {
  const bare = address.replace(/\["[^"]*"\]/g, '');
  return bare.split('.').at(-2) ?? '';
}
