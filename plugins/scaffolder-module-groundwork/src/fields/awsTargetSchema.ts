// SPDX-License-Identifier: Apache-2.0
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value, the options and the props of the field `AwsTarget`. */
export const awsTargetSchema = makeFieldSchema({
  output: z =>
    z
      .object({
        accountId: z.string().regex(/^\d{12}$/),
        region: z.string().regex(/^(global|[a-z]{2}(-[a-z]+)+-\d)$/),
        environment: z.enum(['production', 'staging', 'development']),
      })
      .describe('An account, a Region in it, and the environment it is for'),
  uiOptions: z =>
    z.object({
      global: z
        .boolean()
        .optional()
        .describe('The layer stands in no Region: the Region is "global"'),
    }),
});
