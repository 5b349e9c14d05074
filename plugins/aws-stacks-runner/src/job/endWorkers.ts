// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;
const PATIENCE_MS = 5_000;

/** Every child of a runner has its home there. */
const homeOf = (work: string) => `\0HOME=${join(work, 'home')}\0`;

function worksIn(work: string, pid: string): boolean {
  try {
    const environ = readFileSync(`/proc/${pid}/environ`, 'utf8');
    return `\0${environ}`.includes(homeOf(work));
  } catch {
    // Gone meanwhile, or of another user.
    return false;
  }
}

function workersIn(work: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && worksIn(work, name))
    .map(Number);
}

/**
 * Ends what a killed runner has started in its work folder and what is still there, such as `terraform init` or the
 * synthesis of an app: nothing of it changes an account, and it would write in the folder while it is removed.
 */
export async function endWorkers(work: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const workers = workersIn(work);
    if (workers.length === 0 || Date.now() > end) return;
    for (const pid of workers) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    }
    await sleep(POLL_MS);
  }
}
