// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { pageQueryShape, pageSchema } from '../wire/paging';
import { approvalSchema } from './approval';
import { runSchema } from './run';

/**
 * `GET /v1/approvals`: plans that wait for somebody's agreement.
 *
 * @public
 */
export const approvalsQuerySchema = z.strictObject(pageQueryShape);

/**
 * See {@link approvalsQuerySchema}, as it is written in the address.
 *
 * @public
 */
export type ApprovalsQuery = z.input<typeof approvalsQuerySchema>;

/**
 * A run that waits, with what it waits for.
 *
 * @public
 */
export const waitingRunSchema = runSchema.extend({ approval: approvalSchema });

/**
 * See {@link waitingRunSchema}.
 *
 * @public
 */
export type WaitingRun = z.infer<typeof waitingRunSchema>;

/**
 * Those that the caller may approve come first; of each kind those whose plan expires first.
 *
 * @public
 */
export const approvalsPageSchema = pageSchema(waitingRunSchema).extend({
  /** How many of all of them the caller may approve. */
  mine: z.number().int().nonnegative(),
});

/**
 * See {@link approvalsPageSchema}.
 *
 * @public
 */
export type ApprovalsPage = z.infer<typeof approvalsPageSchema>;
