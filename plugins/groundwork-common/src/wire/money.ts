// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/**
 * An amount of money. The amount is a decimal string, so that no digit is lost on the wire.
 *
 * @public
 */
export const moneySchema = z.object({
  amount: z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a decimal number'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
});

/**
 * See {@link moneySchema}.
 *
 * @public
 */
export type Money = z.infer<typeof moneySchema>;
