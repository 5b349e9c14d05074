// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import { expectedVariable } from '../inputs/expectedVariable';
import {
  type InputSchema,
  camelCase,
  inputSchemaSchema,
  snakeCase,
} from '../inputs/InputSchema';
import { lineOf } from '../layer/files';
import type { Layer } from '../layer/Layer';
import type { FormField } from '../layer/template';
import type { TerraformVariable } from '../layer/terraform';
import { type Finding, type Rule, findingAt, missing } from './Rule';

const MAX_INPUTS = 8;
const FORM = 'template.yaml';
const VARIABLES = 'skeleton/terraform/variables.tf';
const TFVARS = 'skeleton/terraform/terraform.tfvars.json.njk';
const INPUTS = 'skeleton/cdk/lib/inputs.ts';
const INPUTS_JSON = 'skeleton/cdk/inputs.json.njk';

/** One line of a rendered JSON file for an input; nothing else may stand in it. */
const jsonLine = (key: string, name: string) =>
  `"${key}": \${{ values.${name} | dump }}`;

/** The names that a list of inputs lacks or has too many of. */
function nameFindings(
  layer: Layer,
  file: string,
  names: readonly string[],
  form: readonly string[],
): Finding[] {
  return [
    ...missing(names, form).map(name => ({
      file,
      message: `add the input ${name}, which the form asks for`,
    })),
    ...missing(form, names).map(name =>
      findingAt(
        layer,
        file,
        new RegExp(`\\b(${name}|${camelCase(name)})\\b`),
        `take the input ${name} out or ask for it in template.yaml`,
      ),
    ),
  ];
}

function jsonFindings(
  layer: Layer,
  file: string,
  keyOf: (name: string) => string,
): Finding[] {
  const form = (layer.template?.fields ?? []).map(({ name }) => name);
  const lines = form.map(name => `  ${jsonLine(keyOf(name), name)}`);
  const expected = `{\n${lines.join(',\n')}\n}\n`;
  const text = layer.files.get(file);
  if (text === expected) return [];
  const wrong = (text ?? '')
    .split('\n')
    .findIndex((line, at) => line !== expected.split('\n')[at]);
  return [{ file, line: wrong + 1, message: `must be exactly:\n${expected}` }];
}

function variableFindings(
  layer: Layer,
  variable: TerraformVariable,
  schema: InputSchema,
): Finding[] {
  const { name } = variable;
  const at = (message: string) =>
    findingAt(layer, VARIABLES, `variable "${name}"`, message);
  const expected = expectedVariable(name, schema);
  const findings: Finding[] = [];
  if (variable.type !== expected.type) {
    findings.push(at(`write "type = ${expected.type}" for ${name}`));
  }
  if (!isDeepStrictEqual(variable.default, schema.default)) {
    const wanted = JSON.stringify(schema.default);
    findings.push(at(`the default of ${name} is ${wanted} in the form`));
  }
  for (const wanted of expected.validations) {
    const has = variable.validations.some(validation =>
      isDeepStrictEqual(validation, wanted),
    );
    if (has) continue;
    const { condition, errorMessage } = wanted;
    const message = JSON.stringify(errorMessage);
    findings.push(
      at(
        `give ${name} the validation that its field has:\n    condition     = ${condition}\n    error_message = ${message}`,
      ),
    );
  }
  return findings;
}

function cdkFindings(layer: Layer, name: string, schema: InputSchema) {
  const stated = layer.cdk?.schemas[camelCase(name)];
  if (stated === undefined) return [];
  const parsed = inputSchemaSchema.safeParse(stated);
  if (parsed.success && isDeepStrictEqual(parsed.data, schema)) return [];
  const key = camelCase(name);
  const message = `${key} is not as in the form; write ${JSON.stringify(
    schema,
  )}`;
  return [findingAt(layer, INPUTS, `${key}:`, message)];
}

function fieldFindings(layer: Layer, field: FormField): Finding[] {
  const { name, schema, required, layerOutput } = field;
  const at = (message: string) =>
    findingAt(layer, FORM, new RegExp(`^ +${name}:$`), message);
  if (!schema) {
    return [
      at(
        `${name} must be a boolean, an integer with minimum and maximum, a string with enum or with pattern and maxLength, or an array of such strings with maxItems and uniqueItems`,
      ),
    ];
  }
  const variable = layer.terraform?.variables.find(
    candidate => candidate.name === name,
  );
  const findings = [
    ...(variable ? variableFindings(layer, variable, schema) : []),
    ...cdkFindings(layer, name, schema),
  ];
  if (!required && !layerOutput) {
    findings.push(
      at(
        `add ${name} to "required" of its page: callers of the API get no defaults`,
      ),
    );
  }
  return findings;
}

/** The form, Terraform and the CDK ask for the same inputs, with the same defaults and bounds. */
export const inputsAgree: Rule = {
  id: 'inputsAgree',
  check(layer) {
    const { template, terraform, cdk, engines } = layer;
    if (!template) return [];
    const form = template.fields.map(({ name }) => name);
    const findings = template.fields.flatMap(field =>
      fieldFindings(layer, field),
    );
    if (form.length > MAX_INPUTS) {
      const message = `a form has at most ${MAX_INPUTS} inputs, this one ${form.length}; leave the rest to the code`;
      findings.push({ file: FORM, message });
    }
    if (terraform) {
      const names = terraform.variables.map(({ name }) => name);
      findings.push(...nameFindings(layer, VARIABLES, names, form));
    }
    if (cdk) {
      const names = Object.keys(cdk.schemas).map(snakeCase);
      findings.push(...nameFindings(layer, INPUTS, names, form));
    }
    if (engines.includes('terraform')) {
      findings.push(...jsonFindings(layer, TFVARS, name => name));
    }
    if (engines.includes('cdk')) {
      findings.push(...jsonFindings(layer, INPUTS_JSON, camelCase));
    }
    findings.push(...passedOn(layer));
    return findings;
  },
};

/** The step that fetches the engine's folder hands each input over. */
function passedOn(layer: Layer): Finding[] {
  const { template, files } = layer;
  const text = files.get(FORM);
  return (template?.fields ?? []).flatMap(({ name, layerOutput, required }) => {
    const optional = required ? '' : " or ''";
    const value = layerOutput ? `${name}.value${optional}` : name;
    const line = `${name}: \${{ parameters.${value} }}`;
    return lineOf(text, line) === undefined
      ? [
          {
            file: FORM,
            message: `write "${line}" among the values of the step that fetches the engine's folder`,
          },
        ]
      : [];
  });
}
