// SPDX-License-Identifier: Apache-2.0
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isError } from '@backstage/errors';
import {
  JOB_FILES,
  type RemoteJobName,
  type RunnerJob,
  runnerJobSchema,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import { z } from 'zod';

const BUILD_FILE = 'build.json';

const buildSchema = z.object({
  /** What was uploaded; the same is submitted again when it is not known whether it was. */
  uri: z.string(),
  digest: z.string(),
  /** Absent until CodeBuild has said it. */
  buildId: z.string().optional(),
});

/** What is known of the build that does a job. */
export type KnownBuild = z.infer<typeof buildSchema>;

/** The folder of a job that is done elsewhere: what is told of it is written here, as if it were done here. */
export class RemoteFolder {
  readonly path: string;
  readonly job: RunnerJob;

  static async open(path: string): Promise<RemoteFolder> {
    const text = await readFile(join(path, JOB_FILES.job), 'utf8');
    return new RemoteFolder(path, runnerJobSchema.parse(JSON.parse(text)));
  }

  private constructor(path: string, job: RunnerJob) {
    this.path = path;
    this.job = job;
  }

  get name(): RemoteJobName {
    return { runId: this.job.runId, job: basename(this.path) };
  }

  async readBuild(): Promise<KnownBuild | undefined> {
    try {
      const text = await readFile(join(this.path, BUILD_FILE), 'utf8');
      return buildSchema.parse(JSON.parse(text));
    } catch (error) {
      if (isError(error) && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  writeBuild(build: KnownBuild): Promise<void> {
    return this.#replace(BUILD_FILE, JSON.stringify(build));
  }

  /** Nothing was started: the next attempt begins anew. */
  async forgetBuild(): Promise<void> {
    await rm(join(this.path, BUILD_FILE), { force: true });
  }

  /** Puts a piece of the events where it belongs; the same piece may be put there again. */
  async writeEvents(offset: number, bytes: Uint8Array): Promise<void> {
    const path = join(this.path, JOB_FILES.events);
    const file = await open(path, 'a', 0o600).then(async appended => {
      await appended.close();
      return open(path, 'r+');
    });
    try {
      await file.write(bytes, 0, bytes.length, offset);
    } finally {
      await file.close();
    }
  }

  writeResult(text: string): Promise<void> {
    return this.#replace(JOB_FILES.result, text);
  }

  async #replace(name: string, text: string): Promise<void> {
    const draft = join(this.path, `${name}.draft`);
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, join(this.path, name));
  }
}
