// SPDX-License-Identifier: Apache-2.0
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import type { z as zod3 } from 'zod/v3';

/** The zod of the registry's callbacks, which is not the one of the wire. */
export type Zod = typeof zod3;

/** These actions only read. */
export const READ_ONLY = {
  readOnly: true,
  destructive: false,
  idempotent: true,
};

/** What {@link toRunOutput} gives. */
export const runShape = (z: Zod) => ({
  id: z.string(),
  stackId: z.string(),
  layer: z.string(),
  name: z.string(),
  engine: z.string(),
  accountId: z.string(),
  region: z.string(),
  environment: z.string(),
  owner: z.string(),
  entityRef: z.string(),
  state: z.string(),
  reason: z.string().optional(),
  hint: z.string().optional(),
  requestedBy: z.string(),
  create: z.number().optional(),
  update: z.number().optional(),
  replace: z.number().optional(),
  delete: z.number().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** A run as an agent sees it. */
export function toRunOutput(run: Run) {
  return {
    id: run.id,
    stackId: run.stackId,
    layer: run.layer,
    name: run.name,
    engine: run.engine,
    ...run.target,
    owner: run.owner,
    entityRef: run.entityRef,
    state: run.state,
    reason: run.reason,
    hint: run.hint,
    requestedBy: run.requestedBy,
    create: run.summary?.create,
    update: run.summary?.update,
    replace: run.summary?.replace,
    delete: run.summary?.delete,
    createdAt: run.createdAt,
    updatedAt: run.updatedAt,
  };
}
