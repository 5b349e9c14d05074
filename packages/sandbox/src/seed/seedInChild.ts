// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { SeedSize } from './seedSandbox';

const TIMEOUT_MS = 180_000;

/** Seeds from a process of its own: two dozen SDK clients are nothing a backend or a test should load. */
export async function seedInChild(options: {
  endpoint: string;
  controlUrl: string;
  size: SeedSize;
}): Promise<void> {
  const program = path.join(
    resolvePackagePath('@groundwork/sandbox'),
    'bin',
    'groundwork-sandbox.js',
  );
  const args = [
    program,
    'seed',
    '--port',
    new URL(options.endpoint).port,
    '--control-port',
    new URL(options.controlUrl).port,
    '--seed',
    options.size,
  ];
  await new Promise<void>((resolve, reject) => {
    execFile(
      process.execPath,
      args,
      { timeout: TIMEOUT_MS },
      (error, _stdout, stderr) => {
        if (!error) return resolve();
        const reason = stderr.trim().split('\n').at(-1) || error.message;
        return reject(
          new ServiceUnavailableError(`The sandbox was not seeded: ${reason}`),
        );
      },
    );
  });
}
