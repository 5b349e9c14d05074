// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  type Stack,
  stacksQuerySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { parse } from '@groundwork/backstage-plugin-groundwork-node';
import type { StacksService } from '../service/StacksService';
import { READ_ONLY, type Zod } from './runOutput';

const stackShape = (z: Zod) => ({
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
});

function toStackOutput(stack: Stack) {
  return {
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
  };
}

export function registerListStacks(
  registry: ActionsRegistryService,
  { stacks }: { stacks: StacksService },
): void {
  registry.register({
    name: 'list-stacks',
    title: 'List infrastructure stacks',
    description:
      'Lists the AWS infrastructure stacks that you may see: layer, target, owner, status and last run.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          layer: z.string().optional().describe('Layer id, such as kms'),
          accountId: z.string().optional().describe('AWS account id'),
          environment: z.string().optional().describe('Such as production'),
          owner: z.string().optional().describe('Entity ref of the owner'),
          text: z.string().optional().describe('Part of name or description'),
          limit: z.number().optional().describe('1 to 200, 50 by default'),
          cursor: z.string().optional().describe('nextCursor, to go on'),
        }),
      output: z =>
        z.object({
          items: z.array(
            z.object({
              ...stackShape(z),
            }),
          ),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const query = parse(stacksQuerySchema, input, 'query');
      const page = await stacks.list(query, credentials);
      const { nextCursor } = page;
      return { output: { items: page.items.map(toStackOutput), nextCursor } };
    },
  });
}
