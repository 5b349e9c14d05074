// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { InputError, stringifyError } from '@backstage/errors';
import { verifyAudit } from './verifyAudit';

const USAGE = `groundwork-stacks audit verify   looks whether the audit is as it was written
Options: --config <file>              as of the backend; may be given more than once
         --expect <position>:<hash>   the end of the chain as it was noted before`;

const OPTIONS = {
  config: { type: 'string', multiple: true },
  expect: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

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
  throw new InputError(`There is no command "${command}"\n${USAGE}`);
}

function say(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}
