// SPDX-License-Identifier: Apache-2.0
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { PlanNote } from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import { baseEnvironment } from '../aws/environment';
import { sdkRegion } from '../aws/credentials';
import { type ChildEnd, runChild } from '../job/childProcess';
import type { JobContext } from '../job/context';

const matchesSchema = z.array(
  z.object({
    Level: z.string(),
    Message: z.string(),
    Rule: z.object({ Id: z.string() }),
    Location: z
      .object({ Path: z.array(z.union([z.string(), z.number()])).nullish() })
      .optional(),
  }),
);

function findOnPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, name))
    .find(path => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

function toNote(
  match: z.infer<typeof matchesSchema>[number],
  { redactor }: JobContext,
): PlanNote {
  const path = match.Location?.Path ?? [];
  const level = { Error: 'error', Warning: 'warning' } as const;
  return {
    level:
      match.Level === 'Error' || match.Level === 'Warning'
        ? level[match.Level]
        : 'info',
    source: 'cfn-lint',
    message: redactor.text(`${match.Rule.Id}: ${match.Message}`),
    ...(path[0] === 'Resources' && path[1] !== undefined
      ? { address: String(path[1]) }
      : {}),
  };
}

/** Its settings are read from folders the layer cannot write to: they may name code to run. */
function start(
  context: JobContext,
  binary: string,
  input: Promise<string | undefined>,
): Promise<ChildEnd> {
  const { interruption, job, work } = context;
  const env = {
    ...baseEnvironment(work, binary),
    PATH: process.env.PATH ?? '',
  };
  return runChild({
    file: binary,
    args: ['--format', 'json', '--regions', sdkRegion(job.context.region)],
    cwd: env.HOME,
    env,
    interruption,
    graceSeconds: job.graceSeconds,
    input,
  });
}

function toNotes(context: JobContext, { stdout, stderr }: ChildEnd) {
  try {
    return matchesSchema
      .parse(JSON.parse(stdout === '' ? '[]' : stdout))
      .map(match => toNote(match, context));
  } catch {
    const said = context.redactor.text(stderr.trim().slice(0, 500));
    return [
      {
        level: 'info',
        source: 'cfn-lint',
        message: `cfn-lint could not check the template: ${said}`,
      } as const,
    ];
  }
}

/** cfn-lint, where it is installed: started at once, and told the template when there is one. */
export class Linter {
  readonly #context: JobContext;
  readonly #end: Promise<ChildEnd> | undefined;
  #tell: (template: string | undefined) => void = () => undefined;

  static create(context: JobContext): Linter {
    return new Linter(context, findOnPath('cfn-lint'));
  }

  private constructor(context: JobContext, binary: string | undefined) {
    this.#context = context;
    if (!binary) return;
    const input = new Promise<string | undefined>(resolve => {
      this.#tell = resolve;
    });
    this.#end = start(context, binary, input);
    // Whoever lints is told of it; until then nobody listens.
    this.#end.catch(() => undefined);
  }

  /** What cfn-lint says of a template; nothing when it is not installed. */
  async lint(template: string): Promise<PlanNote[]> {
    this.#tell(template);
    return this.#end ? toNotes(this.#context, await this.#end) : [];
  }

  /** Ends it when there is no template. */
  async stop(): Promise<void> {
    this.#tell(undefined);
    await this.#end?.catch(() => undefined);
  }
}
