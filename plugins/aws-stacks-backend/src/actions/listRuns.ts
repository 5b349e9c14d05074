// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { runsQuerySchema } from '@groundwork/backstage-plugin-groundwork-common';
import { parse } from '../router/parse';
import type { RunsService } from '../service/RunsService';
import { toRunOutput } from './runOutput';

export function registerListRuns(
  registry: ActionsRegistryService,
  { runs }: { runs: RunsService },
): void {
  registry.register({
    name: 'list-runs',
    title: 'List runs of infrastructure stacks',
    description:
      'Lists plans and applies of the stacks that you may see, the newest first, with their state and why.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          stackId: z.string().optional().describe('Id of a stack'),
          state: z
            .string()
            .optional()
            .describe('States with commas between, such as awaiting-approval'),
          accountId: z.string().optional().describe('AWS account id'),
          requestedBy: z.string().optional().describe('Entity ref of a user'),
          limit: z.number().optional().describe('1 to 200, 50 by default'),
          cursor: z
            .string()
            .optional()
            .describe('nextCursor of the last answer'),
        }),
      output: z =>
        z.object({
          items: z.array(
            z.object({
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
            }),
          ),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const query = parse(runsQuerySchema, input, 'query');
      const page = await runs.list(query, credentials);
      const items = page.items.map(toRunOutput);
      return { output: { items, nextCursor: page.nextCursor } };
    },
  });
}
