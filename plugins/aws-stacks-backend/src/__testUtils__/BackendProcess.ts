// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { StacksClient } from '@groundwork/backstage-plugin-groundwork-common';

const PACKAGE = resolvePackagePath(
  '@groundwork/backstage-plugin-aws-stacks-backend',
);
const PROVIDER = 'registry.terraform.io/hashicorp/aws';
const START_TIMEOUT_MS = 60_000;

/** Accounts of the sandbox that ask nobody but the requester. */
export const KILL_ACCOUNTS = ['111111111113', '222222222223', '333333333333'];
export const KILL_REGION = 'eu-west-1';

const children = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).map(name => join(folder, name)) : [];

/** Where the AWS provider is on this machine; without a mirror Terraform downloads it. */
function findProviderMirror(): string | undefined {
  const usual = [
    process.env.GROUNDWORK_PROVIDER_MIRROR ?? '',
    join(homedir(), '.terraform.d', 'plugins'),
    ...['/opt', '/usr/local/share', '/usr/share', '/srv'].flatMap(children),
  ];
  return usual.find(folder => folder && existsSync(join(folder, PROVIDER)));
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

const role = (accountId: string, name: string) =>
  `arn:aws:iam::${accountId}:role/groundwork-${name}`;

function config(folder: string, port: number) {
  return {
    app: { baseUrl: `http://localhost:${port}` },
    backend: {
      baseUrl: `http://localhost:${port}`,
      listen: { host: 'localhost', port },
      database: {
        client: 'better-sqlite3',
        connection: { directory: join(folder, 'database') },
      },
    },
    permission: { enabled: false },
    groundwork: {
      accounts: KILL_ACCOUNTS.map(accountId => ({
        accountId,
        name: accountId,
        environment: 'development',
        regions: [KILL_REGION],
        roles: {
          plan: role(accountId, 'plan'),
          apply: role(accountId, 'apply'),
        },
      })),
      stacks: {
        dataDirectory: join(folder, 'data'),
        approvals: { development: 'requester' },
        timeouts: { lock: { seconds: 1 }, grace: { seconds: 10 } },
        terraform: { providerMirror: findProviderMirror() },
      },
    },
  };
}

/** This plugin as a process of its own, which can be killed and started again on the same data. */
export class BackendProcess {
  readonly client: StacksClient;
  readonly baseUrl: string;
  readonly #folder: string;
  readonly #endpoint: string;
  #child: ChildProcess | undefined;

  /** All it writes, its database and its temporary files too, is below the folder. */
  static async start(options: {
    folder: string;
    endpoint: string;
  }): Promise<BackendProcess> {
    const port = await freePort();
    const { folder } = options;
    for (const name of ['database', 'home', 'tmp']) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    writeFileSync(
      join(folder, 'app-config.yaml'),
      JSON.stringify(config(folder, port)),
    );
    const backend = new BackendProcess(options, port);
    await backend.start();
    return backend;
  }

  private constructor(
    options: { folder: string; endpoint: string },
    port: number,
  ) {
    this.#folder = options.folder;
    this.#endpoint = options.endpoint;
    this.baseUrl = `http://localhost:${port}/api/aws-stacks`;
    this.client = new StacksClient({
      fetchApi: { fetch },
      baseUrl: async () => this.baseUrl,
    });
  }

  /** Starts it, and waits until it answers. */
  async start(): Promise<void> {
    const log = openSync(join(this.#folder, 'backend.log'), 'a');
    const child = spawn(process.execPath, this.#arguments(), {
      cwd: PACKAGE,
      env: this.#environment(),
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#child = child;
    const end = Date.now() + START_TIMEOUT_MS;
    while (!(await this.#answers())) {
      if (child.exitCode !== null || Date.now() > end) {
        throw new Error(`The backend did not start:\n${this.log()}`);
      }
      await sleep(50);
    }
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
    return readFileSync(join(this.#folder, 'backend.log'), 'utf8');
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
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  #arguments(): string[] {
    return [
      '--require',
      '@backstage/cli-node/config/nodeTransform.cjs',
      join(PACKAGE, 'dev', 'index.ts'),
      '--config',
      join(this.#folder, 'app-config.yaml'),
    ];
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: join(this.#folder, 'home'),
      NODE_ENV: 'development',
      NODE_COMPILE_CACHE: join(this.#folder, 'compiled'),
      TMPDIR: join(this.#folder, 'tmp'),
      AWS_ENDPOINT_URL: this.#endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }
}
