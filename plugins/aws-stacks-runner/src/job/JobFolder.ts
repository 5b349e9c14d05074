// SPDX-License-Identifier: Apache-2.0
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '@backstage/errors';
import {
  JOB_FILES,
  type RunnerJob,
  type RunnerResult,
  runnerJobSchema,
  runnerResultSchema,
} from '../protocol';

const HEARTBEAT_MS = 1_000;

/** The folder of one job: the only thing that runner and backend share. */
export class JobFolder {
  readonly path: string;

  static create(path: string): JobFolder {
    return new JobFolder(resolve(path));
  }

  private constructor(path: string) {
    this.path = path;
  }

  file(name: keyof typeof JOB_FILES): string {
    return join(this.path, JOB_FILES[name]);
  }

  /** Where things may be kept that are neither secret nor of one run. */
  get cache(): string {
    return (
      process.env.GROUNDWORK_RUNNER_CACHE ??
      join(dirname(this.path), '.runner-cache')
    );
  }

  readJob(): RunnerJob {
    const parsed = runnerJobSchema.safeParse(
      JSON.parse(readFileSync(this.file('job'), 'utf8')),
    );
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new InputError(
      `${JOB_FILES.job} is not a job: ${issue.path.join('.')} ${issue.message}`,
    );
  }

  makeWork(): string {
    mkdirSync(this.file('work'), { mode: 0o700 });
    return this.file('work');
  }

  removeWork(): void {
    rmSync(this.file('work'), { recursive: true, force: true, maxRetries: 3 });
  }

  /** Beats until the returned function is called. */
  startHeartbeat(): () => void {
    const path = this.file('heartbeat');
    writeFileSync(path, '', { mode: 0o600 });
    const timer = setInterval(() => {
      const now = new Date();
      utimesSync(path, now, now);
    }, HEARTBEAT_MS);
    return () => clearInterval(timer);
  }

  /** Moves the result into place, whole and on the disk. */
  writeResult(result: RunnerResult): void {
    const draft = `${this.file('result')}.draft`;
    const handle = openSync(draft, 'w', 0o600);
    writeFileSync(handle, JSON.stringify(runnerResultSchema.parse(result)));
    fsyncSync(handle);
    closeSync(handle);
    renameSync(draft, this.file('result'));
  }
}
