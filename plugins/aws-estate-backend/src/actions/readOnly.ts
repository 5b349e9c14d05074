// SPDX-License-Identifier: Apache-2.0
import type { z as zod3 } from 'zod/v3';

/** The zod of the registry's callbacks, which is not the one of the wire. */
export type Zod = typeof zod3;

/** These actions only read. */
export const READ_ONLY = {
  readOnly: true,
  destructive: false,
  idempotent: true,
};

/** What could not be read: whoever asks must not take it for nothing. */
export const problemShape = (z: Zod) => ({
  accountId: z.string().optional(),
  region: z.string().optional(),
  code: z.string(),
  action: z.string().optional(),
  hint: z.string(),
});
