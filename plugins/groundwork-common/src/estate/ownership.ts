// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema } from '../ids';

/**
 * The rule that said to which entity a resource belongs, in the order in which they are asked:
 *
 * - `entity-ref-tag`: the resource's tag `backstage:entity-ref`
 * - `arn`: the entity's annotation `aws.amazon.com/arn`
 * - `tags`: the entity's annotation `groundwork.dev/aws-tags`; all of its pairs are on the resource
 * - `account`: the entity's annotation `groundwork.dev/aws-accounts`
 *
 * @public
 */
export const OWNERSHIP_RULES = [
  'entity-ref-tag',
  'arn',
  'tags',
  'account',
] as const;

/**
 * See {@link OWNERSHIP_RULES}.
 *
 * @public
 */
export const ownershipRuleSchema = z.enum(OWNERSHIP_RULES);

/**
 * See {@link OWNERSHIP_RULES}.
 *
 * @public
 */
export type OwnershipRule = z.infer<typeof ownershipRuleSchema>;

/**
 * An entity that a resource belongs to, and why.
 *
 * @public
 */
export const ownershipSchema = z.object({
  entityRef: entityRefSchema,
  rule: ownershipRuleSchema,
});

/**
 * See {@link ownershipSchema}.
 *
 * @public
 */
export type Ownership = z.infer<typeof ownershipSchema>;

/**
 * Who could own what nobody owns, and what says so: the stack that made it, its tags, its name, or the account's owner.
 *
 * @public
 */
export const ownerSuggestionSchema = z.object({
  entityRef: entityRefSchema,
  because: z.enum(['stack', 'tags', 'name', 'account']),
});

/**
 * See {@link ownerSuggestionSchema}.
 *
 * @public
 */
export type OwnerSuggestion = z.infer<typeof ownerSuggestionSchema>;
