// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type {
  Finding,
  Freshness,
  Problem,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { z as zod3 } from 'zod/v3';
import type { EntityName } from '../service/FindingsService';

/** The zod of the registry's callbacks, which is not the one of the wire. */
export type Zod = typeof zod3;

/** These actions only read. */
export const READ_ONLY = {
  readOnly: true,
  destructive: false,
  idempotent: true,
};

/** What {@link toFindingOutput} gives. */
export const findingShape = (z: Zod) => ({
  id: z.string(),
  product: z.string(),
  title: z.string(),
  severity: z.string(),
  workflowStatus: z.string(),
  recordState: z.string(),
  complianceStatus: z.string().optional(),
  controlId: z.string().optional(),
  accountId: z.string(),
  region: z.string(),
  resourceId: z.string(),
  resourceType: z.string(),
  via: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** A finding as an agent sees it; of a whole finding what lists have. */
export function toFindingOutput(finding: Finding) {
  return {
    id: finding.id,
    product: finding.product,
    title: finding.title,
    severity: finding.severity,
    workflowStatus: finding.workflowStatus,
    recordState: finding.recordState,
    complianceStatus: finding.complianceStatus,
    controlId: finding.controlId,
    accountId: finding.accountId,
    region: finding.region,
    resourceId: finding.resource.id,
    resourceType: finding.resource.type,
    via: finding.via,
    createdAt: finding.createdAt,
    updatedAt: finding.updatedAt,
  };
}

/** What {@link toStateOutput} gives. */
export const stateShape = (z: Zod) => ({
  problems: z
    .array(
      z.object({
        accountId: z.string().optional(),
        region: z.string().optional(),
        code: z.string(),
        hint: z.string(),
      }),
    )
    .describe('What is unknown; no finding there is no good news'),
  oldestAt: z.string().optional().describe('When the oldest part was read'),
});

/** How old and how whole an answer is. */
export function toStateOutput(state: {
  problems: Problem[];
  freshness: Freshness;
}) {
  return {
    problems: state.problems.map(({ accountId, region, code, hint }) => ({
      accountId,
      region,
      code,
      hint,
    })),
    oldestAt: state.freshness.oldestAt,
  };
}

/** `component:default/orders` → its parts; what is no entity ref is an InputError. */
export function readEntityRef(entityRef: string): EntityName {
  try {
    return parseEntityRef(entityRef);
  } catch {
    throw new InputError(
      'entityRef is not an entity ref; write it as component:default/orders',
    );
  }
}
