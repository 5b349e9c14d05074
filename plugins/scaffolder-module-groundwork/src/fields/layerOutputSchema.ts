// SPDX-License-Identifier: Apache-2.0
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value, the options and the props of the field `LayerOutput`. */
export const layerOutputSchema = makeFieldSchema({
  output: z =>
    z
      .object({
        stackId: z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
        output: z.string().regex(/^[a-z][a-z0-9_]*$/),
        value: z.string().max(2048),
      })
      .describe('An output of an applied stack, and the value it had'),
  uiOptions: z =>
    z.object({
      layer: z.string().describe('The layer whose stacks are offered'),
      output: z.string().describe('The output to take, in snake case'),
      target: z
        .string()
        .optional()
        .describe('The name of the AwsTarget field; "target" by default'),
      otherRegions: z
        .boolean()
        .optional()
        .describe(
          'Offers the stacks of the other Regions instead of those of the target',
        ),
    }),
});
