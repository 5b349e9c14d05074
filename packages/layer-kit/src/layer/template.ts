// SPDX-License-Identifier: Apache-2.0
import { parse } from 'yaml';
import { z } from 'zod';
import { InputSchema, inputSchemaSchema } from '../inputs/InputSchema';

/** The fields of the first and last page, which each form has. */
const SHARED_FIELDS = [
  'name',
  'target',
  'engine',
  'owner',
  'system',
  'description',
  'ticket',
  'reason',
];

const propertySchema = z.looseObject({
  type: z.string(),
  description: z.string().default(''),
  'ui:field': z.string().optional(),
  'ui:options': z
    .looseObject({ layer: z.string(), output: z.string() })
    .optional()
    .catch(undefined),
  properties: z.record(z.string(), z.looseObject({})).optional(),
});

const templateSchema = z.looseObject({
  spec: z.looseObject({
    parameters: z.array(
      z.looseObject({
        required: z.array(z.string()).default([]),
        properties: z.record(z.string(), propertySchema),
      }),
    ),
    steps: z.array(
      z.looseObject({
        id: z.string(),
        action: z.string(),
        input: z.looseObject({}).default({}),
      }),
    ),
  }),
});

/** One of the layer's own fields of its form. */
export interface FormField {
  name: string;
  /** What the form says about it. */
  description: string;
  required: boolean;
  /** Of a field that takes another layer's output. */
  layerOutput?: { layer: string; output: string };
  /** Undefined when the field is none that all engines know. */
  schema?: InputSchema;
}

/** What the rules need of a `template.yaml`. */
export interface LayerTemplate {
  entity: unknown;
  fields: FormField[];
  steps: z.infer<typeof templateSchema>['spec']['steps'];
}

const SCHEMA_KEYS = [
  'type',
  'minimum',
  'maximum',
  'enum',
  'pattern',
  'maxLength',
  'maxItems',
  'uniqueItems',
  'default',
];

function pick(source: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    SCHEMA_KEYS.filter(key => source[key] !== undefined).map(key => [
      key,
      source[key],
    ]),
  );
}

function schemaOf(
  property: z.infer<typeof propertySchema>,
  required: boolean,
): InputSchema | undefined {
  const isOutput = property['ui:field'] === 'LayerOutput';
  const source = isOutput ? property.properties?.value ?? {} : property;
  const items = z.looseObject({}).safeParse(source.items);
  const parsed = inputSchemaSchema.safeParse({
    ...pick(source),
    ...(items.success ? { items: pick(items.data) } : {}),
    ...(isOutput && !required ? { default: '' } : {}),
  });
  return parsed.success ? parsed.data : undefined;
}

/** Reads a template's form; throws when it is no YAML or has no form and steps. */
export function parseTemplate(text: string): LayerTemplate {
  const entity: unknown = parse(text);
  const { spec } = templateSchema.parse(entity);
  const fields = spec.parameters.flatMap(page =>
    Object.entries(page.properties)
      .filter(([name]) => !SHARED_FIELDS.includes(name))
      .map(([name, property]): FormField => {
        const required = page.required.includes(name);
        const isOutput = property['ui:field'] === 'LayerOutput';
        return {
          name,
          description: property.description,
          required,
          schema: schemaOf(property, required),
          ...(isOutput && property['ui:options']
            ? { layerOutput: property['ui:options'] }
            : {}),
        };
      }),
  );
  return { entity, fields, steps: spec.steps };
}
