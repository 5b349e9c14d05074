// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;
const PATIENCE_MS = 5_000;

/** Commands of Terraform that hold the lock of a state: they have to come to their end by themselves. */
const HOLDING = ['apply', 'plan', 'state', 'force-unlock'];

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

function holdsLock(pid: number): boolean {
  try {
    const [, command] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(
      '\0',
    );
    return HOLDING.includes(command);
  } catch {
    // Gone meanwhile.
    return false;
  }
}

function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

/**
 * Ends what a killed runner has started in its work folder and what is still there, such as `terraform init` or the
 * synthesis of an app: nothing of it changes an account, and it would write in the folder while it is removed.
 */
export async function endWorkers(work: string): Promise<void> {
  let end = Date.now() + PATIENCE_MS;
  for (;;) {
    const workers = workersIn(work);
    if (workers.length === 0 || Date.now() > end) return;
    // The runner was killed before it could note it.
    if (workers.some(holdsLock)) end = Date.now() + PATIENCE_MS;
    else killAll(workers);
    await sleep(POLL_MS);
  }
}
