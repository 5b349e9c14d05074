// SPDX-License-Identifier: Apache-2.0
import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Give a queue to the component that reads it',
    example: stringify({
      steps: [
        {
          id: 'write',
          name: 'Write the owners into a file',
          action: 'groundwork:ownership:write',
          input: {
            owners: [
              {
                arn: 'arn:aws:sqs:eu-west-1:111111111111:orders',
                entityRef: 'component:default/orders',
              },
            ],
            path: 'catalog/aws-resources/orders.yaml',
          },
        },
      ],
    }),
  },
];
