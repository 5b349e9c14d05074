// SPDX-License-Identifier: Apache-2.0
import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Complete a KMS key that is applied with Terraform',
    example: stringify({
      steps: [
        {
          id: 'complete',
          name: 'Complete the project',
          action: 'groundwork:project:complete',
          input: {
            layer: 'kms',
            version: '1.0.0',
            title: 'KMS key',
            name: 'orders',
            engine: 'terraform',
            target: {
              accountId: '111111111113',
              region: 'eu-west-1',
              environment: 'development',
            },
            owner: 'group:default/orders-team',
            system: 'system:default/orders',
            description: 'Encrypts the data of the order service',
          },
        },
      ],
    }),
  },
  {
    description: 'Complete a data bucket that is applied with AWS CDK',
    example: stringify({
      steps: [
        {
          id: 'complete',
          name: 'Complete the project',
          action: 'groundwork:project:complete',
          input: {
            layer: 'data-lake',
            name: 'events',
            engine: 'cdk',
            target: {
              accountId: '111111111111',
              region: 'us-east-1',
              environment: 'production',
            },
            owner: 'group:default/data',
          },
        },
      ],
    }),
  },
];
