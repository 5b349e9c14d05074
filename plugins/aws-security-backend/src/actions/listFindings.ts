// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { findingsQuerySchema } from '@groundwork/backstage-plugin-groundwork-common';
import { parse } from '@groundwork/backstage-plugin-groundwork-node';
import type { FindingsService } from '../service/FindingsService';
import {
  READ_ONLY,
  findingShape,
  readEntityRef,
  stateShape,
  toFindingOutput,
  toStateOutput,
} from './shapes';

export function registerListFindings(
  registry: ActionsRegistryService,
  findings: FindingsService,
): void {
  registry.register({
    name: 'list-findings',
    title: 'List security findings of an entity',
    description:
      'Lists the Security Hub and GuardDuty findings of a catalog entity, the most severe first; the open ones unless states are asked for.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          entityRef: z.string().describe('Such as component:default/orders'),
          severity: z
            .array(z.string())
            .optional()
            .describe('Of critical, high, medium, low, informational'),
          product: z.array(z.string()).optional().describe('Such as GuardDuty'),
          workflowStatus: z
            .array(z.string())
            .optional()
            .describe('Of new, notified, resolved, suppressed'),
          recordState: z
            .array(z.string())
            .optional()
            .describe('Of active, archived, deleted'),
          maxAgeDays: z.number().optional(),
          text: z.string().optional().describe('Part of title or resource'),
          limit: z.number().optional().describe('1 to 200, 50 by default'),
          cursor: z.string().optional().describe('nextCursor, to go on'),
        }),
      output: z =>
        z.object({
          items: z.array(z.object({ ...findingShape(z) })),
          nextCursor: z.string().optional(),
          ...stateShape(z),
        }),
    },
    action: async ({ input, credentials }) => {
      const { entityRef, ...rest } = input;
      const query = parse(findingsQuerySchema, rest, 'query');
      const name = readEntityRef(entityRef);
      const page = await findings.listOfEntity(name, query, credentials);
      return {
        output: {
          items: page.items.map(toFindingOutput),
          nextCursor: page.nextCursor,
          ...toStateOutput(page),
        },
      };
    },
  });
}
