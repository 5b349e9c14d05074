// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { instantSchema } from '../ids';

const decimalSchema = z.string().regex(/^-?\d+(\.\d+)?$/, 'a decimal number');

/**
 * What something may cost in a month: decimal numbers in the estimate's currency, negative where money is saved.
 *
 * @public
 */
export const monthlyCostSchema = z.object({
  low: decimalSchema,
  expected: decimalSchema,
  high: decimalSchema,
});

/**
 * See {@link monthlyCostSchema}.
 *
 * @public
 */
export type MonthlyCost = z.infer<typeof monthlyCostSchema>;

/**
 * One item of an estimate. Its source is named in {@link costEstimateSchema}.
 *
 * @public
 */
export const costLineSchema = z.object({
  /** The resource, as in the plan. */
  address: z.string(),
  /** For example `NAT gateway hours`. */
  item: z.string(),
  /** How the expected amount comes about, for example `730 h × 0.045 USD`. */
  basis: z.string(),
  monthly: monthlyCostSchema,
  /** What decides between low and high, where that is usage. */
  usage: z.string().optional(),
});

/**
 * See {@link costLineSchema}.
 *
 * @public
 */
export type CostLine = z.infer<typeof costLineSchema>;

/**
 * What a change costs a month, with its lines, its source, and what it leaves out.
 *
 * @public
 */
export const costEstimateSchema = z.object({
  /** ISO 4217. */
  currency: z.string().length(3),
  /** The sum of the lines: what is added less what goes away. */
  monthly: monthlyCostSchema,
  lines: z.array(costLineSchema),
  /** What is not in the sum, and why. */
  leftOut: z.array(z.object({ what: z.string(), reason: z.string() })),
  sources: z
    .array(
      z.object({
        name: z.string(),
        /** Of the prices, `YYYY-MM-DD`. */
        date: z.iso.date(),
        url: z.string().optional(),
      }),
    )
    .min(1),
  estimatedAt: instantSchema,
});

/**
 * See {@link costEstimateSchema}.
 *
 * @public
 */
export type CostEstimate = z.infer<typeof costEstimateSchema>;
