// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { seedSandbox, SeedSize } from '../seed';
import { parseOptions } from './options';
import { printEvent } from './printEvent';

/** Reads a seed size from the command line. */
export function parseSeedSize(text: string): SeedSize {
  if (text === 'full' || text === 'minimal') return text;
  throw new InputError(`--seed is ${text}; it must be full or minimal.`);
}

/** `groundwork-sandbox seed`: fills an emulator that runs already. */
export async function seed(argv: string[]): Promise<void> {
  const options = parseOptions(argv);
  const size = parseSeedSize(options.seed ?? 'full');
  const started = Date.now();
  await seedSandbox({
    endpoint: `http://localhost:${options.port}`,
    controlUrl: `http://localhost:${options.controlPort}`,
    size,
  });
  printEvent({ event: 'seeded', size, ms: Date.now() - started });
}
