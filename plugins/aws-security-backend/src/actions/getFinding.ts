// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { findingIdSchema } from '@groundwork/backstage-plugin-groundwork-common';
import { parse } from '@groundwork/backstage-plugin-groundwork-node';
import type { FindingsService } from '../service/FindingsService';
import { READ_ONLY, findingShape, toFindingOutput } from './shapes';

export function registerGetFinding(
  registry: ActionsRegistryService,
  findings: FindingsService,
): void {
  registry.register({
    name: 'get-finding',
    title: 'Read one security finding',
    description:
      'Reads a finding with its description, all its resources, how to remedy it, and what has changed.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({ id: z.string().describe('The id, of list-findings') }),
      output: z =>
        z.object({
          ...findingShape(z),
          description: z.string(),
          resources: z.array(z.object({ id: z.string(), type: z.string() })),
          remediationText: z.string().optional(),
          remediationUrl: z.string().optional(),
          history: z.array(
            z.object({
              at: z.string(),
              field: z.string(),
              from: z.string().optional(),
              to: z.string(),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const id = parse(findingIdSchema, input.id, 'path');
      const finding = await findings.get(id, credentials);
      const { description, resources, remediation, history } = finding;
      return {
        output: {
          ...toFindingOutput(finding),
          description,
          resources: resources.map(resource => ({
            id: resource.id,
            type: resource.type,
          })),
          remediationText: remediation.text,
          remediationUrl: remediation.url,
          history,
        },
      };
    },
  });
}
