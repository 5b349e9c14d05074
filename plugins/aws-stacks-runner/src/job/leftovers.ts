// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStart } from './pid';

/** Set in the environment of each engine process, so that it can be found when its runner is gone. */
export const STACK_VARIABLE = 'GROUNDWORK_STACK';
/** `<pid>:<start>` of the runner. */
export const RUNNER_VARIABLE = 'GROUNDWORK_RUNNER';

const ENGINE_NAME = /^(terraform|tofu)/;
const LAST_GRACE_MS = 10_000;
const POLL_MS = 100;

interface EngineProcess {
  pid: number;
  stackId: string | undefined;
  runner: string | undefined;
}

function readEnvironment(pid: string): Map<string, string> {
  const pairs = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  return new Map(
    pairs.map(pair => {
      const split = pair.indexOf('=');
      return [pair.slice(0, split), pair.slice(split + 1)];
    }),
  );
}

function readProcess(pid: string): EngineProcess | undefined {
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8');
    if (!ENGINE_NAME.test(name) || !processStart(Number(pid))) return undefined;
    const env = readEnvironment(pid);
    return {
      pid: Number(pid),
      stackId: env.get(STACK_VARIABLE),
      runner: env.get(RUNNER_VARIABLE),
    };
  } catch {
    // Gone meanwhile, or of another user.
    return undefined;
  }
}

/** The Terraform processes of this host; undefined where that cannot be known. */
function engineProcesses(): EngineProcess[] | undefined {
  if (process.platform !== 'linux') return undefined;
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => readProcess(pid) ?? []);
}

/** How children name the runner they belong to. */
export function runnerMark(): string {
  return `${process.pid}:${processStart(process.pid) ?? ''}`;
}

function isOrphan({ runner }: EngineProcess): boolean {
  if (!runner) return false;
  const [pid, start] = runner.split(':');
  return processStart(Number(pid)) !== start;
}

/**
 * Whether a Terraform that could hold the stack's lock runs on this host: one of this stack, or one that nobody marked.
 * Where that cannot be known the answer is yes.
 */
export function mayEngineRun(stackId: string): boolean {
  const found = engineProcesses();
  return (
    found === undefined ||
    found.some(item => item.stackId === undefined || item.stackId === stackId)
  );
}

/** Ends the processes of this stack whose runner was killed. Gently first: Terraform then still saves its state. */
export async function endLeftovers(
  stackId: string,
  graceSeconds: number,
): Promise<number> {
  const orphans = () =>
    (engineProcesses() ?? []).filter(
      item => item.stackId === stackId && isOrphan(item),
    );
  const found = orphans();
  const signalAll = (signal: NodeJS.Signals) =>
    orphans().forEach(({ pid }) => {
      try {
        process.kill(pid, signal);
      } catch {
        // It ended by itself meanwhile.
      }
    });
  if (found.length === 0) return 0;
  signalAll('SIGINT');
  const patience = Date.now() + Math.min(graceSeconds * 1_000, LAST_GRACE_MS);
  while (orphans().length > 0 && Date.now() < patience) await sleep(POLL_MS);
  signalAll('SIGKILL');
  return found.length;
}
