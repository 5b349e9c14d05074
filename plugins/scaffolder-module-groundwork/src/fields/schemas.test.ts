// SPDX-License-Identifier: Apache-2.0
import {
  layerOutputRefSchema,
  targetSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import { awsTargetSchema } from './awsTargetSchema';
import { layerOutputSchema } from './layerOutputSchema';

const shape = z.object({
  type: z.literal('object'),
  required: z.array(z.string()),
  properties: z.record(
    z.string(),
    z.object({
      type: z.string(),
      pattern: z.string().optional(),
      enum: z.array(z.string()).optional(),
      maxLength: z.number().optional(),
    }),
  ),
});

/** Form fields take zod 3, the wire zod 4: what both say is compared as JSON Schema. */
describe('the values of the form fields', () => {
  it.each([
    ['AwsTarget', awsTargetSchema, targetSchema],
    ['LayerOutput', layerOutputSchema, layerOutputRefSchema],
  ])('%s gives what the wire takes', (_name, field, wire) => {
    expect(shape.parse(field.schema.returnValue)).toEqual(
      shape.parse(z.toJSONSchema(wire)),
    );
  });
});
