// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stops the sandbox and waits until it is gone. */
export default async function globalTeardown() {
  if (process.env.GROUNDWORK_E2E_REUSE) return;
  const file = resolve(__dirname, '../../../../test-results/launcher.pid');
  const pid = Number(readFileSync(file, 'utf8'));
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < 30_000 && isAlive(pid); waited += 250) {
    await sleep(250);
  }
  if (isAlive(pid)) {
    throw new Error(
      `npm start (process ${pid}) was still there 30 s after SIGTERM`,
    );
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
