// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  type RunDetail,
  ulidSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { parse } from '@groundwork/backstage-plugin-groundwork-node';
import { z as zod } from 'zod';
import type { RunsService } from '../service/RunsService';
import { READ_ONLY, runShape, toRunOutput } from './runOutput';

const inputSchema = zod.strictObject({ runId: ulidSchema });

function approversOf({ approval }: RunDetail): string[] {
  return approval.votes
    .filter(({ decision }) => decision === 'approve')
    .map(({ userRef }) => userRef);
}

export function registerGetRun(
  registry: ActionsRegistryService,
  { runs }: { runs: RunsService },
): void {
  registry.register({
    name: 'get-run',
    title: 'Get a run of an infrastructure stack',
    description:
      'Reads one run: its state and why, what the plan would change, who has to approve it, and what you may do now.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({ runId: z.string().describe('Id of the run') }),
      output: z =>
        z.object({
          ...runShape(z),
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
      return {
        output: {
          ...toRunOutput(run),
          planDigest: run.planDigest,
          approvalRule: run.approval.rule,
          approvalsRequired: run.approval.required,
          approvedBy: approversOf(run),
          actions: run.actions,
        },
      };
    },
  });
}
