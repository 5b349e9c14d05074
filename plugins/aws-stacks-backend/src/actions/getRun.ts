// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { ulidSchema } from '@groundwork/backstage-plugin-groundwork-common';
import { z as zod } from 'zod';
import { parse } from '../router/parse';
import type { RunsService } from '../service/RunsService';
import { toRunOutput } from './runOutput';

const inputSchema = zod.strictObject({ runId: ulidSchema });

export function registerGetRun(
  registry: ActionsRegistryService,
  { runs }: { runs: RunsService },
): void {
  registry.register({
    name: 'get-run',
    title: 'Get a run of an infrastructure stack',
    description:
      'Reads one run: its state and why, what the plan would change, who has to approve it, and what you may do now.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({ runId: z.string().describe('Id of the run') }),
      output: z =>
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
          planDigest: z.string().optional(),
          approvalRule: z.string(),
          approvalsRequired: z.number(),
          approvedBy: z.array(z.string()),
          actions: z.array(z.string()),
        }),
    },
    action: async ({ input, credentials }) => {
      const { runId } = parse(inputSchema, input, 'query');
      const run = await runs.get(runId, credentials);
      const approvedBy = run.approval.votes
        .filter(vote => vote.decision === 'approve')
        .map(vote => vote.userRef);
      return {
        output: {
          ...toRunOutput(run),
          planDigest: run.planDigest,
          approvalRule: run.approval.rule,
          approvalsRequired: run.approval.required,
          approvedBy,
          actions: run.actions,
        },
      };
    },
  });
}
