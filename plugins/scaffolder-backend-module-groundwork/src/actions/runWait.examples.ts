// SPDX-License-Identifier: Apache-2.0
import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Wait for a run, at most two minutes',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Wait for the stack',
          action: 'groundwork:run:wait',
          input: { runId: '01K0000000000000000000RVN0', timeoutSeconds: 120 },
        },
      ],
    }),
  },
];
