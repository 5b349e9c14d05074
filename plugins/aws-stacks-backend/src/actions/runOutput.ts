// SPDX-License-Identifier: Apache-2.0
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';

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
