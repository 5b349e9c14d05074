// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { BenchEnvironment, RunningSandbox } from './figure';

/** Ports of their own, so that a bench runs beside a sandbox somebody works with. */
const PORTS = {
  GROUNDWORK_APP_PORT: '13300',
  GROUNDWORK_BACKEND_PORT: '13307',
  GROUNDWORK_EMULATOR_PORT: '13399',
};

const tokenSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});

/** Starts the sandbox as a user does, with `npm start`, and gives its addresses. */
export class Launcher implements BenchEnvironment {
  readonly repositoryRoot: string;
  #child: ChildProcess | undefined;
  #sandbox: Promise<RunningSandbox> | undefined;
  readonly #endings: (() => Promise<void>)[] = [];

  constructor(repositoryRoot: string) {
    this.repositoryRoot = repositoryRoot;
  }

  say(message: string) {
    process.stderr.write(`${message}\n`);
  }

  sandbox(): Promise<RunningSandbox> {
    this.#sandbox ??= this.#start(this.repositoryRoot);
    return this.#sandbox;
  }

  atEnd(stop: () => Promise<void>): void {
    this.#endings.push(stop);
  }

  workFolder(name: string, { keep = false } = {}): string {
    const folder = join(this.repositoryRoot, '.groundwork', 'bench', name);
    if (!keep) rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  async timeStart(root: string): Promise<number> {
    await this.stopSandbox();
    const startedAt = performance.now();
    await this.#start(root);
    const seconds = (performance.now() - startedAt) / 1000;
    await this.stopSandbox();
    return seconds;
  }

  /** Starts a checkout and waits for its line "Groundwork is ready". */
  async #start(root: string): Promise<RunningSandbox> {
    const dataDirectory = join(root, '.groundwork', 'bench');
    const child = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: root,
      env: {
        ...process.env,
        ...PORTS,
        GROUNDWORK_DATA_DIR: dataDirectory,
        // A token that lives as long as the bench.
        NODE_ENV: 'development',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    this.#child = child;
    await untilReady(child);
    const backendUrl = `http://localhost:${PORTS.GROUNDWORK_BACKEND_PORT}`;
    return {
      backendUrl,
      emulatorUrl: `http://localhost:${PORTS.GROUNDWORK_EMULATOR_PORT}`,
      dataDirectory,
      tokenOf: userRef => signIn(backendUrl, userRef),
    };
  }

  /** Stops all that was started, what was started last first. */
  async stop(): Promise<void> {
    for (const end of this.#endings.splice(0).reverse()) await end();
    await this.stopSandbox();
  }

  async stopSandbox(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    this.#sandbox = undefined;
    if (!child?.pid || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function untilReady(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error('The launcher has no standard output');
  const last: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    last.push(line);
    if (line.startsWith('Groundwork is ready at ')) {
      child.stdout.resume();
      return;
    }
  }
  throw new Error(
    `npm start ended before it was ready:\n${last.slice(-20).join('\n')}`,
  );
}

async function signIn(backendUrl: string, userRef: string): Promise<string> {
  const response = await fetch(`${backendUrl}/api/auth/sandbox/refresh`, {
    headers: {
      'x-groundwork-sandbox-user': userRef,
      'x-requested-with': 'XMLHttpRequest',
    },
  });
  if (!response.ok) {
    throw new Error(
      `Signing in as ${userRef} was answered with ${response.status}`,
    );
  }
  return tokenSchema.parse(await response.json()).backstageIdentity.token;
}
