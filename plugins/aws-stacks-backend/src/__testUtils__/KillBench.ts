// SPDX-License-Identifier: Apache-2.0
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runnerPidSchema } from '@groundwork/backstage-plugin-aws-stacks-runner';
import type {
  Engine,
  Run,
  RunDetail,
  RunEvent,
  StacksClient,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Sandbox } from '@groundwork/sandbox';
import { AwsReader } from './awsReader';
import { BackendProcess, KILL_ACCOUNTS, KILL_REGION } from './BackendProcess';
import { renderedKms } from './kmsBundle';
import { processesOf } from './processes';

const PATIENCE_MS = 120_000;
const ENDED = ['succeeded', 'failed', 'cancelled', 'needs-attention'];
const CREATES = ['CreateKey', 'CreateAlias'];

/** A bundle and what else a run is asked with. */
export interface Wanted {
  engine: Engine;
  bundle?: Buffer;
  secretVariables?: Record<string, string>;
  name?: string;
}

/** A backend in a process of its own, the emulator, and runs of keys that are met at a wanted moment. */
export class KillBench {
  readonly folder: string;
  readonly backend: BackendProcess;
  readonly aws: AwsReader;
  readonly #sandbox: Sandbox;
  #names = 0;

  static async create(sandbox: Sandbox): Promise<KillBench> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'groundwork-')));
    const { endpoint } = sandbox;
    const backend = await BackendProcess.start({ folder, endpoint });
    return new KillBench(folder, backend, sandbox);
  }

  private constructor(
    folder: string,
    backend: BackendProcess,
    sandbox: Sandbox,
  ) {
    this.folder = folder;
    this.backend = backend;
    this.#sandbox = sandbox;
    this.aws = AwsReader.create(sandbox);
  }

  get client(): StacksClient {
    return this.backend.client;
  }

  /** Ends the backend and what is left of its runs, and removes the folder. */
  async close(): Promise<void> {
    await this.backend.stop();
    for (const { pid } of this.processes()) process.kill(pid, 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Plans one new stack in an account, up to where it asks for approval. */
  async plan(wanted: Wanted, accountId = KILL_ACCOUNTS[0]): Promise<RunDetail> {
    const { engine, secretVariables } = wanted;
    const archive = wanted.bundle ?? renderedKms(engine);
    const { digest } = await this.client.uploadBundle(archive);
    this.#names += 1;
    const run = await this.client.createRun({
      layer: 'kms',
      name: wanted.name ?? `${engine}-${this.#names}`,
      engine,
      target: {
        accountId,
        region: KILL_REGION,
        environment: 'development',
      },
      owner: 'group:default/platform',
      source: { kind: 'bundle', digest },
      secretVariables,
    });
    return this.until(run, ({ state }) =>
      ['awaiting-approval', ...ENDED].includes(state),
    );
  }

  /** The same stack in each account. */
  planEverywhere(engine: Engine): Promise<RunDetail[]> {
    return Promise.all(
      KILL_ACCOUNTS.map(account => this.plan({ engine }, account)),
    );
  }

  approve({ id, planDigest = '' }: Run): Promise<RunDetail> {
    return this.client.decideRun(id, 'approve', { planDigest });
  }

  async until(
    { id }: Run,
    holds: (run: RunDetail) => boolean,
  ): Promise<RunDetail> {
    return eventually(
      () => this.client.getRun(id),
      holds,
      run => `${run.state}: ${run.reason}`,
    );
  }

  finish(run: Run): Promise<RunDetail> {
    return this.until(run, ({ state }) => ENDED.includes(state));
  }

  async untilEvent(run: Run, holds: (event: RunEvent) => boolean) {
    await eventually(
      () => this.client.listRunEvents(run.id),
      ({ items }) => items.some(holds),
      ({ items }) => JSON.stringify(items.at(-1)),
    );
  }

  /** Every call of this kind in the run's account takes so long, until the rule is taken away. */
  slow(run: Run, action: string, delayMs: number, after = 0) {
    const { accountId } = run.target;
    return this.#sandbox.faults.add({
      kind: 'delay',
      action,
      accountId,
      delayMs,
      after,
    });
  }

  /** Waits until a rule was met. */
  async untilMet(ruleId: string): Promise<void> {
    await eventually(
      () => this.#sandbox.faults.list(),
      rules => rules.some(({ id, applied }) => id === ruleId && applied > 0),
      rules => JSON.stringify(rules),
    );
  }

  /** What the emulator has made for the run since it was asked for, as the names of the operations. */
  async creates({ createdAt, target }: Run): Promise<string[]> {
    const { accountId } = target;
    const calls = await Promise.all(
      CREATES.map(operation =>
        this.#sandbox.requests({ service: 'kms', operation, accountId }),
      ),
    );
    return calls
      .flat()
      .filter(({ status, time }) => status === 200 && time > createdAt)
      .map(({ operation }) => operation);
  }

  /** Whether the apply of a run has ended, by what its runner has left. */
  hasResult({ id }: Run): boolean {
    return existsSync(join(this.#apply(id), 'result.json'));
  }

  /** The phase in which the apply of a run is, by what its runner has told. */
  lastPhase({ id }: Run): string | undefined {
    const text = readFileSync(join(this.#apply(id), 'events.ndjson'), 'utf8');
    return [...text.matchAll(/"kind":"phase".*?"phase":"(\w+)"/g)].at(-1)?.[1];
  }

  /** The process id of the runner that applies. */
  runnerPid({ id }: Run): number {
    const text = readFileSync(join(this.#apply(id), 'pid'), 'utf8');
    return runnerPidSchema.parse(JSON.parse(text)).pid;
  }

  #apply(runId: string): string {
    return join(this.folder, 'data', 'runs', runId, 'apply');
  }

  /** Processes that belong to the runs of this bench, or to one of them; the backend is none. */
  processes(run?: Run) {
    const folder = join(this.folder, 'data', 'runs', run?.id ?? '');
    return processesOf(folder);
  }

  /** Waits until no process of a run is left. */
  async untilIdle(run: Run): Promise<void> {
    await eventually(
      async () => this.processes(run),
      ({ length }) => length === 0,
      ({ length }) => `${length} processes`,
    );
  }

  /** Waits a moment for the last process of a run to go; what is left then is an orphan. */
  async orphans(run: Run): Promise<number[]> {
    const end = Date.now() + 5_000;
    while (this.processes(run).length > 0 && Date.now() < end) await sleep(50);
    return this.processes(run).map(({ pid }) => pid);
  }

  /** The files of a run that hold something in clear: unpacked sources and plans. */
  clearFiles(run: Run): string[] {
    const folder = join(this.folder, 'data', 'runs', run.id);
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      name => name.split('/').includes('work'),
    );
  }
}

async function eventually<T>(
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  show: (value: T) => string,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`Still ${show(value)}`);
    await sleep(30);
  }
}
