// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStart, readPidFile } from '../job/pid';
import {
  engineLeftBehind,
  interruptRunner,
  launchRunner,
  removeRunnerWork,
} from '../launch';
import { JOB_FILES, type RunnerJob } from '../protocol';
import { seal } from '../seal';
import { EventShipper } from './EventShipper';
import type { JobObjects } from './JobObjects';
import { REMOTE_OBJECTS, remotePurposes } from './contract';
import {
  type RemoteJob,
  fetchBundle,
  fetchLeftState,
  fetchPlan,
} from './openRemoteJob';

const TICK_MS = 1_000;
const CANCEL_MS = 2_000;
const HEARTBEAT_MS = 5_000;
/** How long S3 may not answer at the end before what was done is told to nobody. */
const PATIENCE_MS = 15 * 60_000;
const RETRY_MS = 5_000;

/** Does a job in a folder of this machine as the backend does, and keeps S3 told. */
export class RemoteJobRun {
  readonly #remote: RemoteJob;
  readonly #objects: JobObjects;
  readonly #folder: string;
  readonly #shipper: EventShipper;
  readonly #last = new Map<string, number>();
  #end: 'unwanted' | 'wanted' | 'asked' = 'unwanted';

  static create(options: {
    remote: RemoteJob;
    objects: JobObjects;
    /** Private, and removed by the caller. */
    folder: string;
  }): RemoteJobRun {
    return new RemoteJobRun(options);
  }

  private constructor(options: {
    remote: RemoteJob;
    objects: JobObjects;
    folder: string;
  }) {
    this.#remote = options.remote;
    this.#objects = options.objects;
    this.#folder = options.folder;
    this.#shipper = EventShipper.create({
      path: this.#file('events'),
      key: options.remote.key,
      name: options.remote.address,
      objects: options.objects,
    });
  }

  /** Fetches what the job needs and writes it down for the runner. */
  async prepare(terraform: RunnerJob['terraform']): Promise<void> {
    const { payload } = this.#remote;
    const bundle = await fetchBundle(this.#remote, this.#objects);
    const plan = await fetchPlan(this.#remote, this.#objects);
    const bundlePath = join(this.#folder, 'bundle.sealed');
    const planPath = join(this.#folder, 'plan.sealed');
    if (bundle) this.#write(bundlePath, bundle);
    if (plan) this.#write(planPath, plan);
    // The runner looks for it beside the plan.
    const leftState = await fetchLeftState(this.#remote, this.#objects);
    if (leftState) this.#write(this.#file('leftState'), leftState);
    const job = {
      ...payload.job,
      source: { ...payload.job.source, path: bundlePath },
      ...('planPath' in payload.job ? { planPath } : {}),
      ...(terraform ? { terraform } : {}),
    };
    this.#write(this.#file('job'), JSON.stringify(job));
  }

  /** Runs the job to its end. False when its runner was killed and has left no result. */
  async run(cacheFolder: string): Promise<boolean> {
    const { key, payload } = this.#remote;
    const pid = await launchRunner({
      jobFolder: this.#folder,
      cacheFolder,
      secrets: {
        encryptionKey: key.toString('base64'),
        secretVariables: payload.secretVariables,
      },
    });
    while (this.#isAtWork(pid)) {
      this.#interruptIfWanted();
      await this.#tell();
      await sleep(TICK_MS);
    }
    await removeRunnerWork(this.#folder);
    await insist(() => this.#shipper.ship());
    if (!existsSync(this.#file('result'))) return false;
    await insist(() => this.#tellEnd());
    return true;
  }

  /** Asks the runner to stop, as a person on its own machine would. */
  interrupt(): void {
    if (this.#end === 'unwanted') this.#end = 'wanted';
  }

  /** A runner that has just been started cannot be asked yet. */
  #interruptIfWanted(): void {
    if (this.#end !== 'wanted') return;
    const runner =
      engineLeftBehind(this.#folder) ?? readPidFile(this.#file('pid'));
    if (runner && interruptRunner(runner)) this.#end = 'asked';
  }

  #isAtWork(pid: number): boolean {
    return (
      processStart(pid) !== undefined ||
      engineLeftBehind(this.#folder) !== undefined
    );
  }

  /** A service that does not answer for a while must not end the job; it is told the next time. */
  async #tell(): Promise<void> {
    try {
      await this.#shipper.ship();
      if (this.#isDue('heartbeat', HEARTBEAT_MS)) {
        await this.#objects.write(
          REMOTE_OBJECTS.heartbeat,
          new Date().toISOString(),
        );
      }
      if (this.#end === 'unwanted' && this.#isDue('cancel', CANCEL_MS)) {
        if (await this.#objects.has(REMOTE_OBJECTS.cancel)) this.interrupt();
      }
    } catch {
      this.#last.clear();
    }
  }

  async #tellEnd(): Promise<void> {
    const { address, key } = this.#remote;
    for (const name of ['plan', 'leftState'] as const) {
      if (!existsSync(this.#file(name))) continue;
      const sealed = readFileSync(this.#file(name));
      await this.#objects.write(REMOTE_OBJECTS[name], sealed);
    }
    await this.#objects.write(
      REMOTE_OBJECTS.result,
      seal(
        readFileSync(this.#file('result')),
        key,
        remotePurposes.result(address),
      ),
    );
  }

  #isDue(what: string, everyMs: number): boolean {
    const now = Date.now();
    if (now - (this.#last.get(what) ?? 0) < everyMs) return false;
    this.#last.set(what, now);
    return true;
  }

  #file(name: keyof typeof JOB_FILES): string {
    return join(this.#folder, JOB_FILES[name]);
  }

  #write(path: string, bytes: Buffer | string): void {
    writeFileSync(path, bytes, { mode: 0o600, flag: 'wx' });
  }
}

/** Tries again until it succeeds, or nobody can be expected to listen any more. */
async function insist(work: () => Promise<void>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(RETRY_MS);
    }
  }
}
