// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { faults } from './faults';
import { readBack } from './readBack';
import { seed } from './seed';
import { up } from './up';

const USAGE = `groundwork-sandbox up     [--port 4566] [--control-port 4567] [--data DIR] [--seed full|minimal|none]
groundwork-sandbox seed   [--port 4566] [--control-port 4567] [--seed full|minimal]
groundwork-sandbox faults list|clear|remove ID|add JSON [--control-port 4567]
groundwork-sandbox read-back --endpoint URL --account ID --region R --stack NAME`;

const EXIT_CODES: Record<string, number> = {
  InputError: 2,
  NotFoundError: 3,
  ConflictError: 4,
};

async function run(argv: string[]): Promise<void> {
  const [command, ...rest] = argv;
  if (command === 'up') return up(rest);
  if (command === 'seed') return seed(rest);
  if (command === 'faults') return faults(rest);
  if (command === 'read-back') return readBack(rest);
  throw new InputError(`Unknown command ${command ?? '(none)'}. ${USAGE}`);
}

/** Runs the command line; a failure is one line and an exit code. */
export function main(argv: string[]): void {
  run(argv).catch((error: unknown) => {
    const { name, message } =
      error instanceof Error ? error : new Error(String(error));
    process.stderr.write(`groundwork-sandbox: ${message}\n`);
    process.exit(EXIT_CODES[name] ?? 1);
  });
}
