// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runnerPidSchema } from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import { eventually } from './eventually';
import { type SeenProcess, processesOf } from './processes';

const ORPHAN_PATIENCE_MS = 10_000;

/** The folders of runs on the disk, and the processes at work in them: what is so, whatever the backend says. */
export class RunFolders {
  readonly #runs: string;

  static below(folder: string): RunFolders {
    return new RunFolders(join(folder, 'data', 'runs'));
  }

  private constructor(runs: string) {
    this.#runs = runs;
  }

  /** Whether the apply of a run has ended, by what its runner has left. */
  hasResult(run: Run): boolean {
    return existsSync(join(this.#job(run, 'apply'), 'result.json'));
  }

  /** The phase in which the apply of a run is, by what its runner has told. */
  lastPhase(run: Run): string | undefined {
    const file = join(this.#job(run, 'apply'), 'events.ndjson');
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/"kind":"phase".*?"phase":"(\w+)"/g)].at(-1)?.[1];
  }

  /** The process id of the runner that does a job of a run, the newest one by default. */
  runnerPid(run: Run, job = this.jobs(run).at(-1) ?? 'apply'): number {
    const text = readFileSync(join(this.#job(run, job), 'pid'), 'utf8');
    return runnerPidSchema.parse(JSON.parse(text)).pid;
  }

  /** The jobs of a run whose runner has begun, oldest first. */
  jobs({ id }: Run): string[] {
    const folder = join(this.#runs, id);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter(job => existsSync(join(folder, job, 'pid')))
      .map(job => ({ job, startedAt: startOf(join(folder, job, 'pid')) }))
      .sort((one, other) => one.startedAt.localeCompare(other.startedAt))
      .map(({ job }) => job);
  }

  /** Processes that belong to runs, or to one of them; the backend is none. */
  processes(run?: Run): SeenProcess[] {
    return processesOf(join(this.#runs, run?.id ?? ''));
  }

  /** Waits until no process of a run is left. */
  async untilIdle(run: Run): Promise<void> {
    await eventually(
      async () => this.processes(run),
      ({ length }) => length === 0,
      ({ length }) => `${length} processes`,
    );
  }

  /** Waits a moment for the last process of a run to go; what is left then is an orphan. */
  async orphans(run: Run): Promise<number[]> {
    const end = Date.now() + ORPHAN_PATIENCE_MS;
    while (this.processes(run).length > 0 && Date.now() < end) await sleep(50);
    return this.processes(run).map(({ pid }) => pid);
  }

  /** The files of a run that hold something in clear: unpacked sources and plans. */
  clearFiles({ id }: Run): string[] {
    const folder = join(this.#runs, id);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      name => name.split('/').includes('work'),
    );
  }

  #job({ id }: Run, job: string): string {
    return join(this.#runs, id, job);
  }
}

function startOf(pidFile: string): string {
  return runnerPidSchema.parse(JSON.parse(readFileSync(pidFile, 'utf8')))
    .startedAt;
}
