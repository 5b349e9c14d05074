// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';

/** What an input may be: the part of JSON Schema that the form, Terraform and this file know alike. */
export type InputSchema =
  | { type: 'boolean'; default?: boolean }
  | { type: 'integer'; minimum: number; maximum: number; default?: number }
  | TextSchema
  | {
      type: 'array';
      items: TextSchema;
      maxItems: number;
      uniqueItems: true;
      default?: readonly string[];
    };

type TextSchema =
  | { type: 'string'; enum: readonly string[]; default?: string }
  | { type: 'string'; pattern: string; maxLength: number; default?: string };

export type InputSchemas = Readonly<Record<string, InputSchema>>;

type ValueOf<T extends InputSchema> = T extends { type: 'boolean' }
  ? boolean
  : T extends { type: 'integer' }
  ? number
  : T extends { enum: readonly (infer Choice)[] }
  ? Choice
  : T extends { type: 'array'; items: infer Item extends InputSchema }
  ? readonly ValueOf<Item>[]
  : string;

/** The inputs that schemas describe. */
export type InputsOf<T extends InputSchemas> = {
  readonly [Name in keyof T]: ValueOf<T[Name]>;
};

/** Says which inputs were refused, and what is expected of them. */
export class InputsError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'InputsError';
  }
}

/** The values, when each of them is as its schema says; Terraform's validations have the same messages. */
export function checkInputs<T extends InputSchemas>(
  schemas: T,
  values: unknown,
): InputsOf<T> {
  const problems: string[] = [];
  if (!areInputs(schemas, values, problems)) throw new InputsError(problems);
  return values;
}

/** A JSON file that stands beside the app, such as `inputs.json`. */
export function readJson(file: URL): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function areInputs<T extends InputSchemas>(
  schemas: T,
  values: unknown,
  problems: string[],
): values is InputsOf<T> {
  if (!isRecord(values)) {
    problems.push('The inputs must be an object.');
    return false;
  }
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(schemas, name)) {
      problems.push(`${snakeCase(name)} is no input of this layer.`);
    }
  }
  for (const [name, schema] of Object.entries(schemas)) {
    problems.push(...problemsOf(snakeCase(name), schema, values[name]));
  }
  return problems.length === 0;
}

function problemsOf(
  name: string,
  schema: InputSchema,
  value: unknown,
): string[] {
  switch (schema.type) {
    case 'boolean':
      return typeof value === 'boolean'
        ? []
        : [`${name} must be true or false.`];
    case 'integer':
      return Number.isInteger(value) && isWithin(schema, Number(value))
        ? []
        : [
            `${name} must be a whole number from ${schema.minimum} to ${schema.maximum}.`,
          ];
    case 'array':
      return problemsOfList(name, schema, value);
    default:
      return isText(schema, value) ? [] : [`${name} ${expectation(schema)}`];
  }
}

function problemsOfList(
  name: string,
  schema: InputSchema & { type: 'array' },
  value: unknown,
): string[] {
  if (!Array.isArray(value)) return [`${name} must be a list.`];
  const { items, maxItems } = schema;
  const problems = value.every(item => isText(items, item))
    ? []
    : [`Each of ${name} ${expectation(items)}`];
  if (value.length > maxItems || new Set(value).size < value.length) {
    problems.push(`${name} must be at most ${maxItems}, each named once.`);
  }
  return problems;
}

function expectation(schema: TextSchema): string {
  return 'enum' in schema
    ? `must be one of ${schema.enum.join(', ')}.`
    : `must match ${schema.pattern} and have at most ${schema.maxLength} characters.`;
}

function isText(schema: TextSchema, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if ('enum' in schema) return schema.enum.includes(value);
  return (
    value.length <= schema.maxLength && new RegExp(schema.pattern).test(value)
  );
}

function isWithin(
  { minimum, maximum }: { minimum: number; maximum: number },
  value: number,
): boolean {
  return value >= minimum && value <= maximum;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Forms and Terraform write `kms_key_arn` where this code writes `kmsKeyArn`. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
