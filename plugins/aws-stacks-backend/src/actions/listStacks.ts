// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { stacksQuerySchema } from '@groundwork/backstage-plugin-groundwork-common';
import { parse } from '../router/parse';
import type { StacksService } from '../service/StacksService';

export function registerListStacks(
  registry: ActionsRegistryService,
  { stacks }: { stacks: StacksService },
): void {
  registry.register({
    name: 'list-stacks',
    title: 'List infrastructure stacks',
    description:
      'Lists the AWS infrastructure stacks that you may see: layer, target, owner, status and last run.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          layer: z.string().optional().describe('Layer id, such as kms'),
          accountId: z.string().optional().describe('AWS account id'),
          environment: z
            .enum(['production', 'staging', 'development'])
            .optional(),
          owner: z.string().optional().describe('Entity ref of the owner'),
          text: z.string().optional().describe('Part of name or description'),
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
              layer: z.string(),
              name: z.string(),
              engine: z.string(),
              accountId: z.string(),
              region: z.string(),
              environment: z.string(),
              owner: z.string(),
              entityRef: z.string(),
              status: z.string(),
              lastRunId: z.string().optional(),
              lastRunState: z.string().optional(),
            }),
          ),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const query = parse(stacksQuerySchema, input, 'query');
      const page = await stacks.list(query, credentials);
      const items = page.items.map(stack => ({
        id: stack.id,
        layer: stack.layer,
        name: stack.name,
        engine: stack.engine,
        ...stack.target,
        owner: stack.owner,
        entityRef: stack.entityRef,
        status: stack.status,
        lastRunId: stack.lastRun?.id,
        lastRunState: stack.lastRun?.state,
      }));
      return { output: { items, nextCursor: page.nextCursor } };
    },
  });
}
