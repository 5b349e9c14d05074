// SPDX-License-Identifier: Apache-2.0
import {
  type RunnerSecrets,
  sha256,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import type { CodeBuildConfig } from '../config/runners';
import { BuildProject } from '../sources/BuildProject';
import { JobBucket } from '../sources/JobBucket';
import { describeBuild, noRoom, resultOf, toRefusal } from './buildEndings';
import type { InfraRunner, RunnerStatus, Submission } from './InfraRunner';
import { JobMirror } from './JobMirror';
import { JobUpload } from './JobUpload';
import { type KnownBuild, RemoteFolder } from './RemoteFolder';

const SECOND_MS = 1_000;
const MINUTE_SECONDS = 60;
/** What a build takes before and after its job. */
const AROUND_MINUTES = 10;

/** The times a runner works by, in milliseconds. */
export interface CodeBuildTimes {
  /** How often the bucket is looked into for a job. */
  pull: number;
  /** A program that was not seen for so long is asked after at CodeBuild. */
  silence: number;
  /** How often CodeBuild is asked after one build. */
  ask: number;
  /** How long nothing is submitted after CodeBuild had no room. */
  full: number;
  /** How much longer than the job's own grace a cancelled build may take before it is stopped. */
  stop: number;
}

const DEFAULT_TIMES: CodeBuildTimes = {
  pull: 1_000,
  silence: 20_000,
  ask: 5_000,
  full: 30_000,
  stop: 60_000,
};

/** A job, as this process knows it. */
interface Followed {
  folder: RemoteFolder;
  mirror: JobMirror;
  build: KnownBuild | undefined;
  pulledAt: number;
  askedAt: number;
  cancelledAt?: number;
  isStopped: boolean;
}

/** Runs jobs as builds of AWS CodeBuild. What they need and what they tell goes through a bucket. */
export class CodeBuildRunner implements InfraRunner {
  readonly #bucket: JobBucket;
  readonly #project: BuildProject;
  readonly #upload: JobUpload;
  readonly #key: Buffer;
  readonly #times: CodeBuildTimes;
  readonly #followed = new Map<string, Followed>();
  #fullUntil = 0;

  static create(options: {
    clients: AwsClients;
    config: CodeBuildConfig;
    /** What bundles and plans are sealed with here. */
    key: Buffer;
    terraformVersions?: readonly string[];
    times?: Partial<CodeBuildTimes>;
  }): CodeBuildRunner {
    const bucket = JobBucket.create(options);
    return new CodeBuildRunner({
      bucket,
      project: BuildProject.create(options),
      upload: JobUpload.create({ ...options, bucket }),
      key: options.key,
      times: { ...DEFAULT_TIMES, ...options.times },
    });
  }

  private constructor(options: {
    bucket: JobBucket;
    project: BuildProject;
    upload: JobUpload;
    key: Buffer;
    times: CodeBuildTimes;
  }) {
    this.#bucket = options.bucket;
    this.#project = options.project;
    this.#upload = options.upload;
    this.#key = options.key;
    this.#times = options.times;
  }

  hasRoom(): boolean {
    return Date.now() >= this.#fullUntil;
  }

  async submit(path: string, secrets: RunnerSecrets): Promise<Submission> {
    if (!this.hasRoom()) return noRoom();
    const job = await this.#follow(path);
    try {
      return await this.#start(job, secrets);
    } catch (error) {
      const refusal = toRefusal(error);
      if (!refusal) throw error;
      await this.#forget(job);
      return refusal;
    }
  }

  async logs(path: string): Promise<void> {
    const job = await this.#follow(path);
    if (Date.now() - job.pulledAt < this.#times.pull) return;
    await this.#pull(job);
  }

  async status(path: string): Promise<RunnerStatus> {
    const job = await this.#follow(path);
    const { mirror } = job;
    if (mirror.hasResult) return { state: 'ended' };
    if (mirror.problem) return { state: 'ended', detail: mirror.problem };
    const buildId = await this.#buildOf(job);
    if (!buildId) return { state: 'not-started' };
    await this.#stopIfOverdue(job, buildId);
    if (mirror.beatWithin(this.#times.silence)) return { state: 'running' };
    if (Date.now() - job.askedAt < this.#times.ask) return { state: 'running' };
    job.askedAt = Date.now();
    const build = await this.#project.find(buildId);
    if (build && !build.isOver) return { state: 'running' };
    return this.#ended(job, describeBuild(buildId, build));
  }

  async cancel(path: string): Promise<void> {
    const job = await this.#follow(path);
    const { folder, mirror } = job;
    const reason = 'The job was cancelled before it was begun';
    if (!mirror.isTaken) {
      const ended = await mirror.end(resultOf(folder, 'cancelled', { reason }));
      if (ended) {
        await this.#stop(job);
        return;
      }
    }
    job.cancelledAt ??= Date.now();
    await mirror.askToStop();
  }

  /** Nothing of the job is left here in clear; the build's machine is gone. */
  async clean(path: string): Promise<void> {
    this.#followed.delete(path);
  }

  async #follow(path: string): Promise<Followed> {
    const known = this.#followed.get(path);
    if (known) return known;
    const folder = await RemoteFolder.open(path);
    const prefix = this.#upload.prefix(folder);
    const job: Followed = {
      folder,
      mirror: JobMirror.create({
        bucket: this.#bucket,
        folder,
        key: this.#key,
        prefix,
      }),
      build: await folder.readBuild(),
      pulledAt: 0,
      askedAt: 0,
      isStopped: false,
    };
    this.#followed.set(path, job);
    return job;
  }

  /** What was uploaded is written down first: after a restart the same is submitted, and CodeBuild starts it once. */
  async #start(job: Followed, secrets: RunnerSecrets): Promise<Submission> {
    const { folder } = job;
    const upload = job.build ?? (await this.#upload.put(folder, secrets));
    await folder.writeBuild(upload);
    job.build = upload;
    const { timeoutSeconds, graceSeconds } = folder.job;
    const minutes = (timeoutSeconds + graceSeconds) / MINUTE_SECONDS;
    const buildId = await this.#project.start({
      ...upload,
      token: sha256(upload.uri),
      timeoutMinutes: Math.ceil(minutes) + AROUND_MINUTES,
    });
    if (!buildId) {
      this.#fullUntil = Date.now() + this.#times.full;
      await this.#forget(job);
      return noRoom();
    }
    job.build = { ...upload, buildId };
    job.askedAt = Date.now();
    await folder.writeBuild(job.build);
    return { kind: 'accepted' };
  }

  async #forget(job: Followed): Promise<void> {
    await job.folder.forgetBuild();
    this.#followed.delete(job.folder.path);
  }

  async #pull(job: Followed): Promise<void> {
    await job.mirror.pull();
    job.pulledAt = Date.now();
    if (job.mirror.hasResult) this.#followed.delete(job.folder.path);
  }

  /** Of several builds that were started for a job, the one counts that has taken it. */
  async #buildOf(job: Followed): Promise<string | undefined> {
    const { build, mirror } = job;
    if (!mirror.isTaken) return build?.buildId;
    const taker = await mirror.takenBy();
    if (taker && taker !== build?.buildId && taker.includes(':')) {
      job.build = { uri: '', digest: '', ...build, buildId: taker };
    }
    return job.build?.buildId ?? taker;
  }

  /** The build is over. What it has told last may not have been read yet. */
  async #ended(job: Followed, how: string): Promise<RunnerStatus> {
    const { folder, mirror } = job;
    await this.#pull(job);
    if (mirror.hasResult) return { state: 'ended' };
    const said = {
      reason: `${how} before it took the job; nothing was changed`,
      hint: 'Look at the log of the build: its image must have Node.js and the runner, its role must be allowed to read the job and its key. Then plan again',
    };
    const wasNeverBegun =
      !mirror.isTaken && (await mirror.end(resultOf(folder, 'failed', said)));
    if (wasNeverBegun) return { state: 'ended' };
    return {
      state: 'ended',
      detail: mirror.problem ?? `${how} without a result`,
    };
  }

  async #stopIfOverdue(job: Followed, buildId: string): Promise<void> {
    if (job.cancelledAt === undefined || job.isStopped) return;
    const grace = job.folder.job.graceSeconds * SECOND_MS + this.#times.stop;
    if (Date.now() - job.cancelledAt < grace) return;
    job.isStopped = true;
    await this.#project.stop(buildId);
  }

  async #stop({ build }: Followed): Promise<void> {
    if (build?.buildId) await this.#project.stop(build.buildId);
  }
}
