// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ResourceChange } from '@groundwork/backstage-plugin-groundwork-common';
import type { JsonValue } from '@backstage/types';
import { z } from 'zod';
import type { ConfiguredModule, PlanJson } from './planJson';

const INPUTS_FILE = 'terraform.tfvars.json';
const inputsSchema = z.record(z.string(), z.json());
const referenceSchema = z.object({ references: z.array(z.string()) });

/** The inputs of a layer as they stand in its source. */
export type LayerInputs = Readonly<Record<string, JsonValue>>;

type Expressions = ConfiguredModule['resources'] extends
  | (infer Resource)[]
  | undefined
  ? Resource extends { expressions?: infer E }
    ? E
    : never
  : never;

/** The inputs that the source of this folder is rendered with; none where it has no such file. */
export function readLayerInputs(folder: string): LayerInputs {
  try {
    const text = readFileSync(join(folder, INPUTS_FILE), 'utf8');
    return inputsSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** `module.a["x"].aws_s3_bucket.this[0]` → the modules it is in, and its address in the last of them. */
export function splitAddress(address: string): {
  modules: string[];
  local: string;
} {
  const parts = address.replace(/\[(?:"[^"]*"|\d+)\]/g, '').split('.');
  const modules: string[] = [];
  while (parts[0] === 'module' && parts.length > 2) {
    modules.push(parts[1]);
    parts.splice(0, 2);
  }
  return { modules, local: parts.join('.') };
}

function expressionAt(
  expressions: Expressions | undefined,
  path: string,
): JsonValue | undefined {
  let found: JsonValue | undefined = expressions;
  for (const key of path.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Array.isArray(found) ? found[Number(key)] : found[key];
  }
  return found;
}

/** The one variable that an expression is made from; undefined when it is made from more, or from something else. */
export function variableOf(
  expression: JsonValue | undefined,
): string | undefined {
  const parsed = referenceSchema.safeParse(expression);
  const [reference, ...more] = parsed.success ? parsed.data.references : [];
  const [, name] = /^var\.([^.[]+)$/.exec(reference ?? '') ?? [];
  return more.length === 0 ? name : undefined;
}

/** The variable of the root module that sets this attribute, through the calls of the modules it is in. */
function rootVariable(
  root: ConfiguredModule,
  address: string,
  path: string,
): string | undefined {
  const { modules, local } = splitAddress(address);
  const calls: { expressions?: Expressions }[] = [];
  let current: ConfiguredModule | undefined = root;
  for (const name of modules) {
    const call:
      | NonNullable<ConfiguredModule['module_calls']>[string]
      | undefined = current?.module_calls?.[name];
    if (!call) return undefined;
    calls.unshift(call);
    current = call.module;
  }
  const resource = current?.resources?.find(item => item.address === local);
  let name = variableOf(expressionAt(resource?.expressions, path));
  for (const { expressions } of calls) {
    if (name === undefined) return undefined;
    name = variableOf(expressions?.[name]);
  }
  return name;
}

/**
 * The attributes of a change that an input of the layer sets as it is: the expression is made from this variable alone,
 * and the attribute has exactly its value.
 */
export function attributesSetBy(
  { configuration }: PlanJson,
  { address, attributes }: ResourceChange,
  inputs: LayerInputs,
): Record<string, string> {
  return Object.fromEntries(
    attributes.flatMap(({ path, after, sensitive }) => {
      const name = rootVariable(configuration.root_module, address, path);
      return !sensitive &&
        name !== undefined &&
        after !== undefined &&
        isDeepStrictEqual(inputs[name], after)
        ? [[path, name]]
        : [];
    }),
  );
}
