// SPDX-License-Identifier: Apache-2.0
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  type Environment,
  accountIdSchema,
  environmentSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

const KEY = 'groundwork.stacks.promotion';

const DEFAULT_ORDER: readonly Environment[] = [
  'development',
  'staging',
  'production',
];

const promotionSchema = z.strictObject({
  order: z
    .array(environmentSchema)
    .min(2)
    .refine(order => new Set(order).size === order.length, {
      error: 'must name each environment once',
    })
    .default([...DEFAULT_ORDER]),
  required: z
    .strictObject({
      environments: z.array(environmentSchema).default([]),
      accounts: z.array(accountIdSchema).default([]),
    })
    .default({ environments: [], accounts: [] }),
});

/** `groundwork.stacks.promotion`: the way that code takes through the environments, and where it must have taken it. */
export type PromotionConfig = z.infer<typeof promotionSchema>;

/** Reads the order and where it is enforced. A value that is not valid stops the start, with its key in the message. */
export function readPromotionConfig(root: Config): PromotionConfig {
  const parsed = promotionSchema.safeParse(root.getOptional(KEY) ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const key = [KEY, ...issue.path.map(String)].join('.');
    throw new InputError(`${key} is not valid: ${issue.message}`);
  }
  const { order, required } = parsed.data;
  const without = required.environments.find(
    environment => order.indexOf(environment) < 1,
  );
  if (without === undefined) return parsed.data;
  throw new InputError(
    `${KEY}.required.environments has ${without}, but nothing comes before it in ${KEY}.order; take it out, or put another environment before it`,
  );
}
