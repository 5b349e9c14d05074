// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { RunnerResult } from '../protocol';
import { JobError, type JobOutcome } from '../job/context';
import type { Redactor } from '../redact';
import type { TerraformCli } from './TerraformCli';

const instanceSchema = z.object({
  index_key: z.union([z.string(), z.number()]).optional(),
  attributes: z
    .object({ id: z.string().nullish(), arn: z.string().nullish() })
    .optional(),
});

const stateSchema = z.object({
  outputs: z
    .record(
      z.string(),
      z.object({ value: z.json(), sensitive: z.boolean().default(false) }),
    )
    .default({}),
  resources: z
    .array(
      z.object({
        module: z.string().optional(),
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        instances: z.array(instanceSchema).default([]),
      }),
    )
    .default([]),
});

type State = z.infer<typeof stateSchema>;

/** What an apply made, as the stack remembers it. */
export type Applied = NonNullable<JobOutcome['applied']>;

function index(key: string | number | undefined): string {
  return key === undefined ? '' : `[${JSON.stringify(key)}]`;
}

function toResources(state: State, redactor: Redactor): Applied['resources'] {
  return state.resources
    .filter(({ mode }) => mode === 'managed')
    .flatMap(({ module, type, name, instances }) =>
      instances.map(({ index_key: key, attributes }) => {
        const id = attributes?.arn ?? attributes?.id;
        return {
          address: redactor.text(
            `${module ? `${module}.` : ''}${type}.${name}${index(key)}`,
          ),
          type,
          ...(id ? { physicalId: redactor.text(id) } : {}),
        };
      }),
    );
}

function toOutputs(state: State, redactor: Redactor): Applied['outputs'] {
  return Object.entries(state.outputs).map(([name, { value, sensitive }]) =>
    sensitive || redactor.touches(value)
      ? { name, sensitive: true }
      : { name, value, sensitive: false },
  );
}

/**
 * Reads a state's resources, and its outputs: of those that are sensitive the names alone.
 *
 * @param text - the state as JSON; an empty text is a state with nothing in it
 * @public
 */
export function readState(
  text: string,
  redactor: Redactor,
): NonNullable<RunnerResult['applied']> {
  const state =
    text.trim() === ''
      ? stateSchema.parse({})
      : stateSchema.parse(JSON.parse(text));
  return {
    outputs: toOutputs(state, redactor),
    resources: toResources(state, redactor),
  };
}

/** The state's resources and outputs; it needs no provider, which makes it quick. */
export async function pullState(
  cli: TerraformCli,
  redactor: Redactor,
): Promise<Applied> {
  const end = await cli.run(['state', 'pull']);
  if (end.code !== 0) {
    throw new JobError(`The state could not be read: ${end.stderr.trim()}`);
  }
  return readState(end.stdout, redactor);
}
