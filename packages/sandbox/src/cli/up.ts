// SPDX-License-Identifier: Apache-2.0
import { fstatSync } from 'node:fs';
import { ServiceUnavailableError } from '@backstage/errors';
import { startSandbox, Sandbox } from '../startSandbox';
import { seedSandbox } from '../seed';
import { parseOptions } from './options';
import { printEvent } from './printEvent';
import { parseSeedSize } from './seed';

const PARENT_POLL_MS = 1_000;

/** A closed or absent standard input says nothing; the end of a pipe says that its other side is gone. */
function isPipe(): boolean {
  const input = fstatSync(0);
  return input.isFIFO() || input.isSocket();
}

/** Resolves when somebody asks this process to end: a signal, its standard input closing, its parent gone. */
function askedToStop(): Promise<void> {
  const parent = process.ppid;
  return new Promise(resolve => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
    if (isPipe()) process.stdin.once('end', () => resolve()).resume();
    setInterval(() => {
      if (process.ppid !== parent) resolve();
    }, PARENT_POLL_MS).unref();
  });
}

async function seedAndReport(sandbox: Sandbox, seed: string): Promise<void> {
  if (seed === 'none') return;
  const size = parseSeedSize(seed);
  const { endpoint, controlUrl } = sandbox;
  const started = Date.now();
  await seedSandbox({ endpoint, controlUrl, size });
  printEvent({ event: 'seeded', size, ms: Date.now() - started });
}

/** `groundwork-sandbox up`: starts the emulator, seeds it, and stays until it is asked to stop. */
export async function up(argv: string[]): Promise<void> {
  const { port, controlPort, data, seed = 'full' } = parseOptions(argv);
  if (seed !== 'none') parseSeedSize(seed);
  const stopping = askedToStop();
  const sandbox = await startSandbox({ port, controlPort, dataDir: data });
  const { endpoint, controlUrl, pid } = sandbox;
  printEvent({ event: 'emulator-ready', endpoint, control: controlUrl, pid });
  const died = sandbox.exited.then(code => {
    throw new ServiceUnavailableError(`The emulator ended with code ${code}.`);
  });
  try {
    await Promise.race([seedAndReport(sandbox, seed), stopping, died]);
    await Promise.race([stopping, died]);
  } finally {
    died.catch(() => {});
    await sandbox.stop();
  }
  process.exit(0);
}
