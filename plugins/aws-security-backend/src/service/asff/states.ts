// SPDX-License-Identifier: Apache-2.0
import {
  type Finding,
  complianceStatusSchema,
  recordStateSchema,
  workflowStatusSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { z } from 'zod';
import type { FieldReader } from './FieldReader';

/** Ours alone: Security Hub does not say it. */
const readStateSchema = recordStateSchema.exclude(['deleted']);

/** `Workflow.Status`, `RecordState` and `Compliance.Status`. An absent one is AWS's default; an unknown one is that, and a problem. */
export function readStates(
  reader: FieldReader,
  raw: { workflow: unknown; recordState: unknown; compliance: unknown },
): Pick<Finding, 'workflowStatus' | 'recordState' | 'complianceStatus'> {
  const read = <T extends z.ZodType>(
    schema: T,
    value: unknown,
    field: string,
  ) => reader.optional(schema, toKebab(value), field);
  return {
    workflowStatus:
      read(workflowStatusSchema, raw.workflow, 'Workflow.Status') ?? 'new',
    recordState:
      read(readStateSchema, raw.recordState, 'RecordState') ?? 'active',
    complianceStatus: read(
      complianceStatusSchema,
      raw.compliance,
      'Compliance.Status',
    ),
  };
}

/** `NOT_AVAILABLE` → `not-available`. */
function toKebab(value: unknown): unknown {
  return typeof value === 'string'
    ? value.trim().toLowerCase().replaceAll('_', '-')
    : value;
}
