// SPDX-License-Identifier: Apache-2.0
import {
  access,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, isError } from '@backstage/errors';
import {
  JOB_FILES,
  type RunnerJob,
  type RunnerResult,
  runnerResultSchema,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import { ulidSchema } from '@groundwork/backstage-plugin-groundwork-common';

const JOB_NAME = /^(plan|apply|drift|(verify|unlock)-\d{1,9})$/;

/** The folders through which backend and runners talk: `<data directory>/runs/<run id>/<job>`. */
export class JobFolders {
  readonly #root: string;

  static create(options: { dataDirectory: string }): JobFolders {
    return new JobFolders(join(options.dataDirectory, 'runs'));
  }

  private constructor(root: string) {
    this.#root = root;
  }

  path(runId: string, job: string): string {
    if (!JOB_NAME.test(job)) {
      throw new InputError(
        `${job} is no name of a job; it must be plan, apply, drift, verify-<n> or unlock-<n>`,
      );
    }
    return join(this.#root, ulidSchema.parse(runId), job);
  }

  /** The sealed plan that an apply job of the run opens. */
  planPath(runId: string): string {
    return join(this.path(runId, 'plan'), JOB_FILES.plan);
  }

  hasPlan(runId: string): Promise<boolean> {
    return exists(this.planPath(runId));
  }

  isPrepared(runId: string, job: string): Promise<boolean> {
    return exists(join(this.path(runId, job), JOB_FILES.job));
  }

  /** Writes `job.json`, complete or not at all. */
  async prepare(name: string, job: RunnerJob): Promise<string> {
    const folder = this.path(job.runId, name);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = join(folder, `${JOB_FILES.job}.draft`);
    await writeFile(draft, JSON.stringify(job, undefined, 2), { mode: 0o600 });
    await rename(draft, join(folder, JOB_FILES.job));
    return folder;
  }

  /** What the runner said at its end; `undefined` while it has not ended, or when what it left cannot be read. */
  async readResult(folder: string): Promise<RunnerResult | undefined> {
    try {
      const text = await readFile(join(folder, JOB_FILES.result), 'utf8');
      return runnerResultSchema.parse(JSON.parse(text));
    } catch (error) {
      if (isError(error) && error.code === 'ENOENT') return undefined;
      throw new InputError(
        `${join(
          folder,
          JOB_FILES.result,
        )} cannot be read: it is not what a runner writes`,
      );
    }
  }

  /** The runs that have a folder here. */
  async list(): Promise<string[]> {
    const names = (await exists(this.#root)) ? await readdir(this.#root) : [];
    return names.filter(name => ulidSchema.safeParse(name).success);
  }

  /** When something was last added to a run's folder. */
  async changedAt(runId: string): Promise<Date> {
    const { mtime } = await stat(join(this.#root, ulidSchema.parse(runId)));
    return mtime;
  }

  async remove(runId: string): Promise<void> {
    const folder = join(this.#root, ulidSchema.parse(runId));
    await rm(folder, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
