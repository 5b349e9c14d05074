// SPDX-License-Identifier: Apache-2.0
import { rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { JOB_FILES, type RunnerPid } from '../protocol';
import { isProcessAlive, processStart, readPidFile } from './pid';

/** In `work/`: the engine that goes on by itself when its runner is killed. */
const ENGINE_PID = 'engine.pid';

/** Notes which process works in a job's `work/`, until the returned function is called. */
export function noteEngine(work: string, pid: number): () => void {
  const path = join(work, ENGINE_PID);
  const engine: RunnerPid = {
    pid,
    processStart: processStart(pid) ?? '',
    host: hostname(),
    startedAt: new Date().toISOString(),
  };
  writeFileSync(path, JSON.stringify(engine), { mode: 0o600 });
  return () => rmSync(path, { force: true });
}

/** The engine that works in a job's folder, when it lives. */
export function livingEngine(jobFolder: string): RunnerPid | undefined {
  const engine = readPidFile(join(jobFolder, JOB_FILES.work, ENGINE_PID));
  return engine && isProcessAlive(engine) ? engine : undefined;
}
