// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StacksClient } from '@groundwork/backstage-plugin-groundwork-common';
import { backendConfig } from './config';
import { PACKAGE_FOLDER } from './packageFolder';

const START_TIMEOUT_MS = 300_000;
const START_POLL_MS = 150;

/** Where a backend works, and with what. */
export interface BackendOptions {
  /** All it writes, its database and its temporary files too, is below this folder. Replicas share one. */
  folder: string;
  /** The emulator. */
  endpoint: string;
  /** `backend.database`; SQLite below the folder when absent. */
  database?: object;
  /** Tells replicas apart. */
  name?: string;
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

const sqliteBelow = (folder: string) => ({
  client: 'better-sqlite3',
  connection: { directory: join(folder, 'database') },
});

/** The plugin as a process of its own, which can be killed and started again on the same data. */
export class BackendProcess {
  readonly client: StacksClient;
  readonly baseUrl: string;
  readonly #options: BackendOptions;
  #child: ChildProcess | undefined;

  static async start(options: BackendOptions): Promise<BackendProcess> {
    const port = await freePort();
    const { folder, database = sqliteBelow(folder) } = options;
    for (const name of ['database', 'doors', 'home', 'tmp']) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    const backend = new BackendProcess(options, port);
    writeFileSync(
      backend.#file('yaml'),
      JSON.stringify(backendConfig({ folder, port, database })),
    );
    await backend.start();
    return backend;
  }

  private constructor(options: BackendOptions, port: number) {
    this.#options = options;
    this.baseUrl = `http://localhost:${port}/api/aws-stacks`;
    this.client = new StacksClient({
      fetchApi: { fetch },
      baseUrl: async () => this.baseUrl,
    });
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it, and waits until it answers. */
  async start(): Promise<void> {
    const log = openSync(this.#file('log'), 'a');
    const child = spawn(process.execPath, this.#arguments(), {
      cwd: PACKAGE_FOLDER,
      env: this.#environment(),
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#child = child;
    const end = Date.now() + START_TIMEOUT_MS;
    while (!(await this.#answers())) {
      if (!this.isAlive() || Date.now() > end || this.#hasFailed()) {
        await this.kill();
        throw new Error(`The backend did not start:\n${this.#told()}`);
      }
      await sleep(START_POLL_MS);
    }
  }

  /** Whether its process is there. */
  isAlive(): boolean {
    const child = this.#child;
    return child?.exitCode === null && child.signalCode === null;
  }

  /** `kill -9`; answers when the process is gone. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** All it has written to its standard output and error. */
  log(): string {
    return readFileSync(this.#file('log'), 'utf8');
  }

  #hasFailed(): boolean {
    return this.#told().includes('startup failed');
  }

  /** What it has written of itself since it was last started, without the requests. */
  #told(): string {
    const lines = this.log().split('\n');
    const begin = lines.findLastIndex(line => line.includes('Loading config'));
    return lines
      .slice(Math.max(begin, 0))
      .filter(line => !line.includes('incomingRequest'))
      .join('\n');
  }

  #file(extension: string): string {
    const { folder, name = 'backend' } = this.#options;
    return join(folder, `${name}.${extension}`);
  }

  async #answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.baseUrl}/v1/accounts`)).ok;
    } catch {
      return false;
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || !this.isAlive()) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  #arguments(): string[] {
    return [
      '--require',
      '@backstage/cli-node/config/nodeTransform.cjs',
      join(PACKAGE_FOLDER, 'src', 'backend', 'main.ts'),
      '--config',
      this.#file('yaml'),
    ];
  }

  #environment(): NodeJS.ProcessEnv {
    const { endpoint, folder } = this.#options;
    return {
      PATH: process.env.PATH,
      HOME: join(folder, 'home'),
      NODE_ENV: 'development',
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      TMPDIR: join(folder, 'tmp'),
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }
}
