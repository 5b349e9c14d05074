// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const textSchema = z.union([
  z.strictObject({
    type: z.literal('string'),
    enum: z.array(z.string()).min(1),
    default: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('string'),
    pattern: z.string(),
    maxLength: z.number(),
    default: z.string().optional(),
  }),
]);

/** See {@link textSchema}. */
export type TextSchema = z.infer<typeof textSchema>;

/** What an input may be, as the CDK part of a layer states it in `inputs.ts`. */
export const inputSchemaSchema = z.union([
  z.strictObject({
    type: z.literal('boolean'),
    default: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('integer'),
    minimum: z.number(),
    maximum: z.number(),
    default: z.number().optional(),
  }),
  textSchema,
  z.strictObject({
    type: z.literal('array'),
    items: textSchema,
    maxItems: z.number(),
    uniqueItems: z.literal(true),
    default: z.array(z.string()).optional(),
  }),
]);

/** See {@link inputSchemaSchema}. */
export type InputSchema = z.infer<typeof inputSchemaSchema>;

/** `kmsKeyArn` → `kms_key_arn`: the CDK's inputs are in camel case, those of forms and Terraform in snake case. */
export function snakeCase(name: string): string {
  return name
    .replace(/^[A-Z]/, letter => letter.toLowerCase())
    .replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

/** `kms_key_arn` → `kmsKeyArn`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
}

/** `data-lake` and `key_arn` → `DataLake` and `KeyArn`. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|[-_])([a-z0-9])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
}
