// SPDX-License-Identifier: Apache-2.0
import type { InputSchema } from '../inputs/InputSchema';
import type { Layer } from '../layer/Layer';
import type { FormField } from '../layer/template';

/** A Markdown table as Prettier would write it. */
function table(rows: readonly (readonly string[])[]): string {
  const cells = rows.map(row => row.map(cell => cell.replaceAll('|', '\\|')));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(3, ...cells.map(row => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  const rule = widths.map(width => '-'.repeat(width));
  return [head, rule, ...body].map(line).join('\n');
}

const code = (text: string) => `\`${text}\``;

function allowed(field: FormField, schema: InputSchema | undefined): string {
  if (field.layerOutput) {
    const { layer, output } = field.layerOutput;
    return `output ${code(output)} of a stack of ${code(layer)}`;
  }
  switch (schema?.type) {
    case 'integer':
      return `${schema.minimum} to ${schema.maximum}`;
    case 'boolean':
      return 'true, false';
    case 'string':
      return 'enum' in schema
        ? schema.enum.map(code).join(', ')
        : code(schema.pattern);
    case 'array':
      return 'enum' in schema.items
        ? `any of ${schema.items.enum.map(code).join(', ')}`
        : `at most ${schema.maxItems} of ${code(schema.items.pattern)}`;
    default:
      return '';
  }
}

function defaultOf(field: FormField): string {
  if (field.layerOutput) return field.required ? 'required' : 'none';
  const value = field.schema?.default;
  return value === undefined ? 'required' : code(JSON.stringify(value));
}

/** The table of a layer's inputs. */
export function inputsTable(layer: Layer): string {
  const description = ({ name, description: text }: FormField) =>
    layer.terraform?.variables.find(variable => variable.name === name)
      ?.description ?? text;
  return table([
    ['input', 'default', 'allowed', 'meaning'],
    ...(layer.template?.fields ?? []).map(field => [
      code(field.name),
      defaultOf(field),
      allowed(field, field.schema),
      description(field),
    ]),
  ]);
}

/** The table of what a layer makes in each of its engines. */
export function resourcesTable(layer: Layer): string {
  const hasTerraform = layer.engines.includes('terraform');
  const hasCdk = layer.engines.includes('cdk');
  return table([
    [
      'purpose',
      ...(hasTerraform ? ['Terraform'] : []),
      ...(hasCdk ? ['CloudFormation'] : []),
    ],
    ...(layer.manifest?.resources ?? []).map(resource => [
      resource.optional ? `${resource.purpose} (optional)` : resource.purpose,
      ...(hasTerraform ? [resource.terraform.map(code).join(', ')] : []),
      ...(hasCdk ? [resource.cloudformation.map(code).join(', ')] : []),
    ]),
  ]);
}

/** The table of all layers. */
export function layersTable(layers: readonly Layer[]): string {
  return table([
    ['layer', 'title', 'category', 'engines', 'Security Hub controls'],
    ...layers.map(({ id, manifest }) => [
      `[${id}](${id}/README.md)`,
      manifest?.title ?? '',
      manifest?.category ?? '',
      (manifest?.engines ?? []).join(', '),
      (manifest?.controls ?? []).join(', '),
    ]),
  ]);
}

/** Replaces what stands between `<!-- <name> -->` and `<!-- </name> -->`. */
export function fill(text: string, name: string, content: string): string {
  const open = `<!-- <${name}> -->`;
  const close = `<!-- </${name}> -->`;
  const [before, rest] = text.split(open);
  const after = rest?.split(close)[1];
  if (before === undefined || after === undefined) return text;
  return `${before}${open}\n\n${content}\n\n${close}${after}`;
}
