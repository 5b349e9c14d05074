// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { runsQuerySchema } from '@groundwork/backstage-plugin-groundwork-common';
import { parse } from '@groundwork/backstage-plugin-groundwork-node';
import type { RunsService } from '../service/RunsService';
import { READ_ONLY, runShape, toRunOutput } from './runOutput';

export function registerListRuns(
  registry: ActionsRegistryService,
  { runs }: { runs: RunsService },
): void {
  registry.register({
    name: 'list-runs',
    title: 'List runs of infrastructure stacks',
    description:
      'Lists plans and applies of the stacks that you may see, the newest first, with their state and why.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          stackId: z.string().optional().describe('Id of a stack'),
          state: z.string().optional().describe('States, with commas'),
          accountId: z.string().optional().describe('AWS account id'),
          requestedBy: z.string().optional().describe('Entity ref of a user'),
          limit: z.number().optional().describe('1 to 200, 50 by default'),
          cursor: z.string().optional().describe('nextCursor, to go on'),
        }),
      output: z =>
        z.object({
          items: z.array(
            z.object({
              ...runShape(z),
            }),
          ),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const query = parse(runsQuerySchema, input, 'query');
      const page = await runs.list(query, credentials);
      const { nextCursor } = page;
      return { output: { items: page.items.map(toRunOutput), nextCursor } };
    },
  });
}
