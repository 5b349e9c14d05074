// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { FindingsService } from '../service/FindingsService';
import {
  READ_ONLY,
  type Zod,
  readEntityRef,
  stateShape,
  toStateOutput,
} from './shapes';

const countsShape = (z: Zod) =>
  z.object({
    critical: z.number(),
    high: z.number(),
    medium: z.number(),
    low: z.number(),
    informational: z.number(),
  });

export function registerGetFindingsSummary(
  registry: ActionsRegistryService,
  findings: FindingsService,
): void {
  registry.register({
    name: 'get-findings-summary',
    title: 'Count the security findings of an entity',
    description:
      'Counts the open findings of a catalog entity by severity, those of GuardDuty besides, and says what is unknown.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          entityRef: z.string().describe('Such as component:default/orders'),
        }),
      output: z =>
        z.object({
          known: z
            .string()
            .describe('all, part or none: whether the counts are whole'),
          open: countsShape(z),
          guardDuty: countsShape(z),
          via: z.number().describe('Open ones of related entities'),
          newSinceLastWeek: z.number(),
          oldestOpenAt: z.string().optional(),
          ...stateShape(z),
        }),
    },
    action: async ({ input, credentials }) => {
      const name = readEntityRef(input.entityRef);
      const summary = await findings.summaryOfEntity(name, credentials);
      const { known, open, guardDuty, via, newSinceLastWeek, oldestOpenAt } =
        summary;
      return {
        output: {
          known,
          open,
          guardDuty,
          via,
          newSinceLastWeek,
          oldestOpenAt,
          ...toStateOutput(summary),
        },
      };
    },
  });
}
