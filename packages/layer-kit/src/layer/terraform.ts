// SPDX-License-Identifier: Apache-2.0
import { parse } from '@cdktf/hcl2json';
import { z } from 'zod';

const blocks = <T extends z.ZodType>(block: T) =>
  z.record(z.string(), z.array(block)).default({});

const variableSchema = z.looseObject({
  type: z.string().default('${any}'),
  default: z.unknown().optional(),
  description: z.string().default(''),
  validation: z
    .array(z.looseObject({ condition: z.string(), error_message: z.string() }))
    .default([]),
});

const moduleSchema = z.looseObject({
  variable: blocks(variableSchema),
  output: blocks(z.looseObject({})),
  resource: z.record(z.string(), z.unknown()).default({}),
});

const testSchema = z.looseObject({
  run: blocks(
    z.looseObject({ expect_failures: z.array(z.string()).default([]) }),
  ),
});

/** A variable of `variables.tf`, without the `${…}` that the JSON form puts around expressions. */
export interface TerraformVariable {
  name: string;
  type: string;
  default: unknown;
  description: string;
  validations: { condition: string; errorMessage: string }[];
}

/** What the rules need of the Terraform part of a layer. */
export interface TerraformModule {
  variables: TerraformVariable[];
  outputs: string[];
  resourceTypes: string[];
  /** How many runs of the tests expect a variable to be refused, by the variable's name. */
  refusals: ReadonlyMap<string, number>;
}

const bare = (expression: string) =>
  expression.replace(/^\$\{([\s\S]*)\}$/, '$1').replace(/\s+/g, ' ');

function variableOf(
  name: string,
  block: z.infer<typeof variableSchema>,
): TerraformVariable {
  return {
    name,
    type: bare(block.type),
    default: block.default,
    description: block.description,
    validations: block.validation.map(validation => ({
      condition: bare(validation.condition),
      errorMessage: validation.error_message,
    })),
  };
}

function countRefusals(tests: z.infer<typeof testSchema>[]) {
  const refusals = new Map<string, number>();
  const names = tests
    .flatMap(test => Object.values(test.run).flat())
    .flatMap(run => run.expect_failures)
    .map(bare)
    .map(reference => reference.replace(/^var\./, ''));
  for (const name of names) refusals.set(name, (refusals.get(name) ?? 0) + 1);
  return refusals;
}

async function parseHcl(name: string, text: string): Promise<unknown> {
  const parsed: unknown = await parse(name, text);
  return parsed;
}

/** Reads the `.tf` files of a layer, but for the shared context, and its tests. */
export async function parseTerraform(
  files: ReadonlyMap<string, string>,
): Promise<TerraformModule> {
  const read = async <T extends z.ZodType>(pattern: RegExp, schema: T) => {
    const names = [...files.keys()].filter(name => pattern.test(name));
    return Promise.all(
      names.map(async name =>
        schema.parse(await parseHcl(name, files.get(name) ?? '')),
      ),
    );
  };
  const modules = await read(/^(?!context\.tf$)[^/]+\.tf$/, moduleSchema);
  const tests = await read(/^tests\/[^/]+\.tftest\.hcl$/, testSchema);
  return {
    variables: modules.flatMap(module =>
      Object.entries(module.variable).flatMap(([name, [block]]) =>
        block ? [variableOf(name, block)] : [],
      ),
    ),
    outputs: modules.flatMap(module => Object.keys(module.output)),
    resourceTypes: [
      ...new Set(modules.flatMap(module => Object.keys(module.resource))),
    ].sort(),
    refusals: countRefusals(tests),
  };
}
