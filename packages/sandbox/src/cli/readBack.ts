// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { InputError } from '@backstage/errors';
import { z } from 'zod/v4';
import { readBackStack, type ReadBackOptions } from '../readBack';
import { printEvent } from './printEvent';

const optionsSchema = z.object({
  endpoint: z.url({ protocol: /^https?$/, error: 'give a URL of http' }),
  account: z.string().regex(/^\d{12}$/, 'give twelve digits'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'give a Region'),
  stack: z
    .string()
    .max(128)
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'give the name of a stack'),
});

function parse(argv: string[]): unknown {
  const option = { type: 'string' } as const;
  try {
    return parseArgs({
      args: argv,
      options: {
        endpoint: option,
        account: option,
        region: option,
        stack: option,
      },
    }).values;
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : `${error}`);
  }
}

function parseReadBackOptions(argv: string[]): ReadBackOptions {
  const parsed = optionsSchema.safeParse(parse(argv));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(
      `read-back takes --endpoint URL --account ID --region R --stack NAME; --${issue?.path.join(
        '.',
      )}: ${issue?.message}`,
    );
  }
  const { account, stack, ...where } = parsed.data;
  return { ...where, accountId: account, stackName: stack };
}

/** `groundwork-sandbox read-back`: one line for each difference between a template and what stands. */
export async function readBack(argv: string[]): Promise<void> {
  const result = await readBackStack(parseReadBackOptions(argv));
  const { resources, properties, differences, writeOnly } = result;
  for (const difference of differences) {
    process.stdout.write(`${JSON.stringify(difference)}\n`);
  }
  for (const name of writeOnly) {
    process.stderr.write(`${name} is kept by CloudFormation alone: not read\n`);
  }
  printEvent({
    event: 'read-back',
    resources,
    properties,
    differences: differences.length,
  });
  if (differences.length > 0) process.exitCode = 1;
}
