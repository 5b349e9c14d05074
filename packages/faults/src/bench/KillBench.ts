// SPDX-License-Identifier: Apache-2.0
import {
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Engine,
  Run,
  RunDetail,
  RunEvent,
  StacksClient,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Sandbox } from '@groundwork/sandbox';
import type { Door } from '../backend/doors';
import { AwsReader } from './AwsReader';
import { BackendProcess } from './BackendProcess';
import { renderedKms } from './bundles';
import { KILL_ACCOUNTS, KILL_REGION } from './config';
import { eventually } from './eventually';
import { RunFolders } from './RunFolders';

const ENDED = ['succeeded', 'failed', 'cancelled', 'needs-attention'];
/** What makes a resource, and what takes it back when CloudFormation rolls a creation back. */
const UNDONE_BY = {
  CreateKey: 'ScheduleKeyDeletion',
  CreateAlias: 'DeleteAlias',
};

/** A bundle and what else a run is asked with. */
export interface Wanted {
  engine: Engine;
  bundle?: Buffer;
  secretVariables?: Record<string, string>;
  name?: string;
  idempotencyKey?: string;
}

/** A backend in a process of its own, the emulator, and runs that are met at a wanted moment. */
export class KillBench {
  readonly folder: string;
  readonly backend: BackendProcess;
  readonly aws: AwsReader;
  readonly folders: RunFolders;
  readonly sandbox: Sandbox;
  #names = 0;

  /** `database` is a `backend.database`; SQLite when absent. */
  static async create(
    sandbox: Sandbox,
    options: { database?: object } = {},
  ): Promise<KillBench> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'groundwork-')));
    const { endpoint } = sandbox;
    const backend = await BackendProcess.start({
      ...options,
      folder,
      endpoint,
    });
    return new KillBench(folder, backend, sandbox);
  }

  private constructor(
    folder: string,
    backend: BackendProcess,
    sandbox: Sandbox,
  ) {
    this.folder = folder;
    this.backend = backend;
    this.sandbox = sandbox;
    this.aws = AwsReader.create(sandbox);
    this.folders = RunFolders.below(folder);
  }

  get client(): StacksClient {
    return this.backend.client;
  }

  /** Ends the backend and what is left of its runs, and removes the folder. */
  async close(): Promise<void> {
    await this.backend.stop();
    for (const { pid } of this.folders.processes()) {
      process.kill(pid, 'SIGKILL');
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Asks for a run of a stack, a new one unless it is named. */
  async ask(wanted: Wanted, accountId = KILL_ACCOUNTS[0]): Promise<RunDetail> {
    const { bundle, engine, name, ...rest } = wanted;
    const archive = bundle ?? renderedKms(engine);
    const { digest } = await this.client.uploadBundle(archive);
    this.#names += 1;
    return this.client.createRun({
      ...rest,
      layer: 'kms',
      name: name ?? `${engine}-${this.#names}`,
      engine,
      target: { accountId, region: KILL_REGION, environment: 'development' },
      owner: 'group:default/platform',
      source: { kind: 'bundle', digest },
    });
  }

  /** Plans a stack, up to where it asks for approval. */
  async plan(wanted: Wanted, accountId = KILL_ACCOUNTS[0]): Promise<RunDetail> {
    const run = await this.ask(wanted, accountId);
    return this.until(run, ({ state }) =>
      ['awaiting-approval', ...ENDED].includes(state),
    );
  }

  approve({ id, planDigest = '' }: Run): Promise<RunDetail> {
    return this.client.decideRun(id, 'approve', { planDigest });
  }

  until({ id }: Run, holds: (run: RunDetail) => boolean): Promise<RunDetail> {
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

  /** What policy and gate say of the runs of a stack from now on. */
  door(name: string, door: Door): void {
    const file = join(this.folder, 'doors', `${name}.json`);
    writeFileSync(`${file}.draft`, JSON.stringify(door));
    renameSync(`${file}.draft`, file);
  }

  /** Every call of this kind in the run's account takes so long, until the rule is taken away. */
  slow(run: Pick<Run, 'target'>, action: string, delayMs: number, after = 0) {
    const { accountId } = run.target;
    return this.sandbox.faults.add({
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
      () => this.sandbox.faults.list(),
      rules => rules.some(({ id, applied }) => id === ruleId && applied > 0),
      rules => JSON.stringify(rules),
    );
  }

  /** What the emulator has made for the run since it was asked for and has not taken back, as operations. */
  async creates({ createdAt, target }: Run): Promise<string[]> {
    const { accountId } = target;
    const count = async (operation: string) => {
      const calls = await this.sandbox.requests({
        service: 'kms',
        operation,
        accountId,
      });
      return calls.filter(
        ({ status, time }) => status === 200 && time > createdAt,
      ).length;
    };
    const made = await Promise.all(
      Object.entries(UNDONE_BY).map(async ([create, undo]) => {
        const standing = (await count(create)) - (await count(undo));
        return Array<string>(Math.max(0, standing)).fill(create);
      }),
    );
    return made.flat();
  }
}
