// SPDX-License-Identifier: Apache-2.0
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { PlanNote } from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import { baseEnvironment } from '../aws/environment';
import { sdkRegion } from '../aws/credentials';
import { runChild } from '../job/childProcess';
import type { JobContext } from '../job/context';
import type { PlannedStack } from './assembly';
import type { Assembly } from './synth';

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

/** What cfn-lint says of the template, where cfn-lint is installed. */
export async function lintTemplate(
  context: JobContext,
  assembly: Assembly,
  stack: PlannedStack,
): Promise<PlanNote[]> {
  const binary = findOnPath('cfn-lint');
  if (!binary) return [];
  const end = await runChild({
    file: binary,
    args: [
      '--format',
      'json',
      '--regions',
      sdkRegion(context.job.context.region),
      '--template',
      stack.templateFile,
    ],
    cwd: assembly.folder,
    env: {
      ...baseEnvironment(context.work, binary),
      PATH: process.env.PATH ?? '',
    },
    interruption: context.interruption,
    graceSeconds: context.job.graceSeconds,
  });
  try {
    return matchesSchema
      .parse(JSON.parse(end.stdout === '' ? '[]' : end.stdout))
      .map(match => toNote(match, context));
  } catch {
    const said = context.redactor.text(end.stderr.trim().slice(0, 500));
    return [
      {
        level: 'info',
        source: 'cfn-lint',
        message: `cfn-lint could not check the template: ${said}`,
      },
    ];
  }
}
