// SPDX-License-Identifier: Apache-2.0
import type { InputSchema, TextSchema } from './InputSchema';

/** What `variables.tf` must say about an input. */
export interface ExpectedVariable {
  type: string;
  validations: { condition: string; errorMessage: string }[];
}

const quoted = (text: string) => JSON.stringify(text);

function textCondition(schema: TextSchema, value: string): string {
  return 'enum' in schema
    ? `contains([${schema.enum.map(quoted).join(', ')}], ${value})`
    : `can(regex(${quoted(schema.pattern)}, ${value})) && length(${value}) <= ${
        schema.maxLength
      }`;
}

function textExpectation(schema: TextSchema): string {
  return 'enum' in schema
    ? `must be one of ${schema.enum.join(', ')}.`
    : `must match ${schema.pattern} and have at most ${schema.maxLength} characters.`;
}

/**
 * The type and validations of a Terraform variable for an input. The messages are those of `checkInputs` in the CDK
 * part of a layer.
 */
export function expectedVariable(
  name: string,
  schema: InputSchema,
): ExpectedVariable {
  const variable = `var.${name}`;
  switch (schema.type) {
    case 'boolean':
      return { type: 'bool', validations: [] };
    case 'integer': {
      const { minimum, maximum } = schema;
      const condition = `${variable} >= ${minimum} && ${variable} <= ${maximum} && floor(${variable}) == ${variable}`;
      const errorMessage = `${name} must be a whole number from ${minimum} to ${maximum}.`;
      return { type: 'number', validations: [{ condition, errorMessage }] };
    }
    case 'string':
      return {
        type: 'string',
        validations: [
          {
            condition: textCondition(schema, variable),
            errorMessage: `${name} ${textExpectation(schema)}`,
          },
        ],
      };
    default:
      return {
        type: 'list(string)',
        validations: [
          {
            condition: `alltrue([for item in ${variable} : ${textCondition(
              schema.items,
              'item',
            )}])`,
            errorMessage: `Each of ${name} ${textExpectation(schema.items)}`,
          },
          {
            condition: `length(${variable}) <= ${schema.maxItems} && length(distinct(${variable})) == length(${variable})`,
            errorMessage: `${name} must be at most ${schema.maxItems}, each named once.`,
          },
        ],
      };
  }
}
