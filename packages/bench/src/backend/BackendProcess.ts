// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { nodeArguments } from '../program';
import { getJson } from '../requests';

const START_TIMEOUT_MS = 180_000;
const STOP_GRACE_MS = 15_000;

const tokenSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});
const countSchema = z.object({ totalItems: z.number() });

/** How a backend is started. */
export interface BackendOptions {
  repositoryRoot: string;
  /** Holds the configuration and the log of the backend. */
  folder: string;
  /** The file that makes the backend; the one of packages/backend when absent. */
  entry?: string;
  /** What is added to app-config.yaml. */
  config: object;
  env?: NodeJS.ProcessEnv;
}

/** A whole Backstage backend in a process of its own. */
export class BackendProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  /** Starts one and waits until it is ready. */
  static async start(options: BackendOptions): Promise<BackendProcess> {
    const port = await freePort();
    const started = new BackendProcess(spawnBackend(options, port), port);
    try {
      await started.#untilReady(join(options.folder, 'backend.log'));
    } catch (error) {
      await started.stop();
      throw error;
    }
    return started;
  }

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.url = `http://localhost:${port}`;
  }

  /** Signs in as the person who asks. */
  async token(): Promise<string> {
    const response = await fetch(`${this.url}/api/auth/guest/refresh`, {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    if (!response.ok) {
      throw new Error(`Signing in was answered with ${response.status}`);
    }
    return tokenSchema.parse(await response.json()).backstageIdentity.token;
  }

  /** Waits until the catalog has taken in so many entities, and gives a token. */
  async untilCataloged(entities: number): Promise<string> {
    const query = `${this.url}/api/catalog/entities/by-query?limit=0`;
    return waitFor('the catalog', async () => {
      const token = await this.token();
      const { totalItems } = countSchema.parse(await getJson(query, token));
      return totalItems >= entities ? token : undefined;
    });
  }

  /** What the process holds now and held at most, in MB. Linux alone says it. */
  residentMegabytes(): { now: number; most: number } {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    const read = (name: string) =>
      (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) *
        1024) /
      1e6;
    return { now: read('VmRSS'), most: read('VmHWM') };
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_GRACE_MS);
    await ended;
    clearTimeout(timer);
  }

  async #untilReady(log: string): Promise<void> {
    await waitFor('the backend', async () => {
      if (this.#child.exitCode !== null) {
        const last = readFileSync(log, 'utf8').slice(-4000);
        throw new Error(`The backend ended before it was ready:\n${last}`);
      }
      const path = '/.backstage/health/v1/readiness';
      const answer = await fetch(`${this.url}${path}`).catch(() => undefined);
      return answer?.ok || undefined;
    });
  }
}

/** Asks again and again until there is an answer. What is refused meanwhile, as before a start, is asked again too. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  let last: unknown;
  for (const end = Date.now() + 2 * START_TIMEOUT_MS; Date.now() < end; ) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (error instanceof Error && error.message.includes('ended before')) {
        throw error;
      }
      last = error;
    }
    await sleep(1_000);
  }
  throw new Error(`Waited in vain for ${what}: ${last ?? 'no reason given'}`);
}

function spawnBackend(options: BackendOptions, port: number): ChildProcess {
  const { repositoryRoot, folder, entry = 'src/index' } = options;
  const file = join(folder, 'app-config.bench.json');
  const url = `http://localhost:${port}`;
  const config = {
    app: { baseUrl: url },
    ...options.config,
    backend: {
      baseUrl: url,
      listen: { host: 'localhost', port },
      ...('backend' in options.config && isObject(options.config.backend)
        ? options.config.backend
        : {}),
    },
  };
  writeFileSync(file, JSON.stringify(config, undefined, 2));
  const configs = [join(repositoryRoot, 'app-config.yaml'), file];
  const child = spawn(
    process.execPath,
    [
      '--require',
      join(repositoryRoot, 'scripts', 'lib', 'endWithParent.cjs'),
      ...nodeArguments(entry),
      ...configs.flatMap(path => ['--config', path]),
    ],
    {
      cwd: join(repositoryRoot, 'packages', 'backend'),
      env: {
        ...process.env,
        NODE_ENV: 'development',
        LOG_LEVEL: 'info',
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const log = createWriteStream(join(folder, 'backend.log'));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return child;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address && typeof address === 'object') return address.port;
  throw new Error('No port is free');
}
