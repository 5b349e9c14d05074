// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { REMOTE_VARIABLES } from '@groundwork/backstage-plugin-aws-stacks-runner';
import { allProcesses } from '@groundwork/faults';
import type { Sandbox } from '@groundwork/sandbox';
import { z } from 'zod';
import { EmulatedAws } from './EmulatedAws';

const POLL_MS = 50;
const PROGRAM = join(
  resolvePackagePath('@groundwork/backstage-plugin-aws-stacks-runner'),
  'bin',
  'groundwork-remote-runner.js',
);

const buildSchema = z.object({
  id: z.string(),
  buildStatus: z.string(),
  environment: z.object({
    environmentVariables: z.array(
      z.object({ name: z.string(), value: z.string() }),
    ),
  }),
});

type Build = z.infer<typeof buildSchema>;

interface PlayedBuild extends Build {
  child: ChildProcess;
  /** All that its machine would have is below this folder. */
  folder: string;
  output: string;
}

/** Does what CodeBuild does: runs the program of each build that is started, as on a machine of its own. */
export class BuildPlayer {
  /** The builds that were run, the first one first. */
  readonly played: PlayedBuild[] = [];
  /** Builds stay in the queue while it is false. */
  isPlaying = true;
  /** What else, or what instead, the machines of builds have in their environment. */
  environment: Record<string, string> = {};
  readonly #sandbox: Sandbox;
  readonly #aws: EmulatedAws;
  readonly #root: string;
  readonly #project: string;
  #loop: Promise<void> | undefined;
  #isStopped = false;

  static start(options: {
    sandbox: Sandbox;
    project: string;
    root: string;
  }): BuildPlayer {
    const player = new BuildPlayer(options);
    player.#loop = player.#play();
    return player;
  }

  private constructor(options: {
    sandbox: Sandbox;
    project: string;
    root: string;
  }) {
    this.#sandbox = options.sandbox;
    this.#aws = EmulatedAws.create(options.sandbox.endpoint);
    this.#root = options.root;
    this.#project = options.project;
  }

  /** The build as CodeBuild shows it to whoever may look. */
  async find(id: string): Promise<{ build: Build; text: string }> {
    const [found] = await this.#read([id]);
    return found;
  }

  /** The machine of a build is gone, with all that works on it. */
  kill({ folder }: PlayedBuild): void {
    for (const { pid, text } of allProcesses()) {
      if (!text.includes(`${folder}/`)) continue;
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    }
  }

  /** What is left on the machine of a build. */
  leftOn({ folder }: PlayedBuild): string[] {
    return readdirSync(join(folder, 'tmp'));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#loop;
    for (const build of this.played) this.kill(build);
  }

  async #play(): Promise<void> {
    while (!this.#isStopped) {
      for (const { build } of await this.#running()) {
        const mine = this.played.find(({ id }) => id === build.id);
        if (!mine && this.isPlaying) this.#run(build);
      }
      for (const build of await this.#stopped()) this.kill(build);
      await sleep(POLL_MS);
    }
  }

  #run(build: Build): void {
    const folder = join(this.#root, `build-${this.played.length}`);
    mkdirSync(join(folder, 'tmp'), { recursive: true });
    const variables = build.environment.environmentVariables.map(
      ({ name, value }) => [name, value],
    );
    const child = spawn(process.execPath, [PROGRAM], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        TMPDIR: join(folder, 'tmp'),
        AWS_REGION: 'eu-west-1',
        AWS_ENDPOINT_URL: this.#sandbox.endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        CODEBUILD_BUILD_ID: build.id,
        ...this.environment,
        ...Object.fromEntries(variables),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const played: PlayedBuild = { ...build, child, folder, output: '' };
    const hear = (chunk: Buffer) => {
      played.output += chunk.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    this.played.push(played);
    void this.#finish(played);
  }

  async #finish({ child, id }: PlayedBuild): Promise<void> {
    const [code] = await once(child, 'exit');
    if (this.#isStopped) return;
    const status = code === 0 ? 'SUCCEEDED' : 'FAILED';
    // A build that was stopped has ended already.
    await this.#sandbox.endBuild({ id, status }).catch(() => undefined);
  }

  async #running() {
    const answer = await this.#aws.call(
      'codebuild',
      'CodeBuild_20161006.ListBuildsForProject',
      { projectName: this.#project },
    );
    const { ids } = z
      .object({ ids: z.array(z.string()) })
      .parse(JSON.parse(answer));
    const builds = ids.length > 0 ? await this.#read(ids) : [];
    return builds.filter(
      ({ build, text }) =>
        build.buildStatus === 'IN_PROGRESS' &&
        text.includes(REMOTE_VARIABLES.uri),
    );
  }

  async #stopped(): Promise<PlayedBuild[]> {
    const alive = this.played.filter(
      ({ child }) => child.exitCode === null && child.signalCode === null,
    );
    if (alive.length === 0) return [];
    const seen = await this.#read(alive.map(({ id }) => id));
    const stopped = seen.filter(({ build }) => build.buildStatus === 'STOPPED');
    return alive.filter(({ id }) =>
      stopped.some(({ build }) => build.id === id),
    );
  }

  async #read(ids: string[]): Promise<{ build: Build; text: string }[]> {
    const answer = await this.#aws.call(
      'codebuild',
      'CodeBuild_20161006.BatchGetBuilds',
      { ids },
    );
    const { builds } = z
      .object({ builds: z.array(z.unknown()) })
      .parse(JSON.parse(answer));
    return builds.map(build => ({
      build: buildSchema.parse(build),
      text: JSON.stringify(build),
    }));
  }
}
