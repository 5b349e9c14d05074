// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { type JobContext, JobError } from '../job/context';
import type { Template } from './assembly';

const parametersSchema = z
  .record(
    z.string(),
    z.looseObject({ NoEcho: z.union([z.boolean(), z.string()]).optional() }),
  )
  .catch({});

/** Secret variables become the template's parameters of the same name, which must be `NoEcho`. */
export function secretParameters(
  { secrets }: JobContext,
  template: Template,
): Record<string, string> {
  const declared = parametersSchema.parse(template.Parameters);
  for (const name of Object.keys(secrets.secretVariables)) {
    if (String(declared[name]?.NoEcho) !== 'true') {
      throw new JobError(
        `The secret variable ${name} has no parameter of that name with NoEcho in the template`,
        'Declare it as CfnParameter with noEcho: true, or do not pass it',
      );
    }
  }
  return secrets.secretVariables;
}
