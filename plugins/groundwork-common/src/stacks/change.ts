// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/**
 * Why a change is made, for the change record.
 *
 * @public
 */
export const changeRecordSchema = z.strictObject({
  /** Of the system that changes are filed in, for example `CHG-1042`. */
  ticket: z
    .string()
    .regex(/^[\w./#-]{1,100}$/, 'must be a ticket id of up to 100 characters')
    .optional(),
  reason: z.string().min(1).max(2000).optional(),
});

/**
 * See {@link changeRecordSchema}.
 *
 * @public
 */
export type ChangeRecord = z.infer<typeof changeRecordSchema>;
