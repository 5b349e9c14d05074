// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { InputError, stringifyError } from '@backstage/errors';
import {
  accountIdSchema,
  entityRefSchema,
  layerIdSchema,
  stackNameSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import { rebuildStacks } from './rebuildStacks';
import { showRunnerKey } from './showRunnerKey';
import { verifyAudit } from './verifyAudit';

const USAGE = `groundwork-stacks audit verify      looks whether the audit is as it was written
groundwork-stacks rebuild           registers stacks of ours that stand in an account and are not in the database
groundwork-stacks runner key        prints the key that builds of CodeBuild open their jobs with
groundwork-stacks register          registers one that was made elsewhere, so that others can be fed with its outputs
Options: --config <file>              as of the backend; may be given more than once
         --expect <position>:<hash>   verify: the end of the chain as it was noted before
         --account <id>               rebuild, register: where; may be given more than once
         --bucket <name>              rebuild, register: another bucket of Terraform states
         --write                      rebuild, register: stores what was found
         --only <key or name>         register: the state, without .tfstate, or the CloudFormation stack
         --layer <id>                 register: the layer it stands for
         --name <name>                register: its name as a stack
         --owner <entity ref>         register: whose it is`;

const OPTIONS = {
  account: { type: 'string', multiple: true },
  bucket: { type: 'string' },
  config: { type: 'string', multiple: true },
  expect: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  layer: { type: 'string' },
  name: { type: 'string' },
  only: { type: 'string' },
  owner: { type: 'string' },
  write: { type: 'boolean', default: false },
} as const;

const accountsSchema = z.array(accountIdSchema).min(1);

const registerSchema = z.object({
  only: z.string().min(1),
  layer: layerIdSchema,
  name: stackNameSchema.optional(),
  owner: entityRefSchema.optional(),
});

/**
 * Runs one command on the configuration and the database of the backend. Ends with 0, 1 for what was found, or 2 for
 * what could not be done.
 *
 * @public
 */
export async function main(argv: string[]): Promise<void> {
  try {
    process.exitCode = await run(argv);
  } catch (error) {
    process.stderr.write(`${stringifyError(error)}\n`);
    process.exitCode = 2;
  }
}

async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    options: OPTIONS,
    allowPositionals: true,
  });
  if (values.help) return say(USAGE);
  const command = positionals.join(' ');
  const { config: configFiles = [], expect } = values;
  if (command === 'audit verify') {
    return verifyAudit({ configFiles, expect, print: say });
  }
  if (command === 'runner key') {
    return showRunnerKey({ configFiles, print: say });
  }
  const { bucket, write } = values;
  const base = { configFiles, bucket, write, print: say };
  if (command === 'rebuild') {
    const accountIds = parse(accountsSchema, values.account, '--account');
    return rebuildStacks({ ...base, accountIds });
  }
  if (command === 'register') {
    const accountIds = parse(accountsSchema, values.account, '--account');
    const { only, ...standingAs } = parse(registerSchema, values, 'options');
    return rebuildStacks({ ...base, accountIds, only, standingAs });
  }
  throw new InputError(`There is no command "${command}"\n${USAGE}`);
}

function say(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

function parse<T extends z.ZodType>(
  schema: T,
  given: unknown,
  what: string,
): z.output<T> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const [{ path, message }] = read.error.issues;
  throw new InputError(`${[what, ...path].join(' ')}: ${message}`);
}
