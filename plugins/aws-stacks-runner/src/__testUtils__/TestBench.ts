// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import type { RunImport } from '@groundwork/backstage-plugin-groundwork-common';
import {
  JOB_FILES,
  type RunnerEvent,
  type RunnerJob,
  type RunnerResult,
  isRunnerAlive,
  launchRunner,
  runnerEventSchema,
  runnerResultSchema,
  seal,
  sha256,
} from '..';
import { findProviderMirror, findTerraform } from './findTools';
import { packBundle } from './packBundle';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const REGION = 'eu-west-1';
const POLL_MS = 20;
const LONGEST_JOB_MS = 150_000;

export const ACCOUNT = '111111111113';

/** A ULID that no other has. */
export function newId(): string {
  const letters = [...randomBytes(25)].map(byte => ALPHABET[byte % 32]);
  return `0${letters.join('')}`;
}

/** What a job is asked besides its kind. */
export interface JobOptions {
  source: { path: string; digest: string };
  stackId: string;
  name: string;
  engine?: RunnerJob['engine'];
  operation?: RunnerJob['operation'];
  liftTerminationProtection?: boolean;
  environment?: 'production' | 'development';
  imports?: RunImport[];
  secretVariables?: Record<string, string>;
  runId?: string;
  plan?: { planPath: string; planDigest: string };
  lockId?: string;
  revertDrift?: boolean;
  timeoutSeconds?: number;
}

/** A job that was started. */
export interface StartedJob {
  folder: string;
  runId: string;
}

/** Emulator, data folder and key, and jobs in them as the backend would start them. */
export class TestBench {
  readonly sandbox: Sandbox;
  readonly root = mkdtempSync(join(tmpdir(), 'groundwork-runner-'));
  readonly key = randomBytes(32);
  #jobs = 0;

  static async create(): Promise<TestBench> {
    return new TestBench(await startSandbox({ seed: 'minimal' }));
  }

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  async stop(): Promise<void> {
    await this.sandbox.stop();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Stores a bundle, sealed. */
  async store(files: Record<string, string>) {
    const bytes = await packBundle(files);
    const digest = sha256(bytes);
    const path = join(this.root, `${digest}.bundle`);
    writeFileSync(path, seal(bytes, this.key, `bundle:${digest}`));
    return { path, digest };
  }

  async start(
    kind: RunnerJob['kind'],
    options: JobOptions,
  ): Promise<StartedJob> {
    this.#jobs += 1;
    const runId = options.runId ?? newId();
    const folder = join(this.root, 'runs', `${this.#jobs}-${kind}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, JOB_FILES.job),
      JSON.stringify(this.#job(kind, runId, options)),
    );
    await this.launch(folder, options.secretVariables);
    return { folder, runId };
  }

  launch(folder: string, secretVariables: Record<string, string> = {}) {
    return launchRunner({
      jobFolder: folder,
      secrets: { encryptionKey: this.key.toString('base64'), secretVariables },
      cacheFolder: join(this.root, 'cache'),
      env: {
        AWS_ENDPOINT_URL: this.sandbox.endpoint,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'secret-of-the-runner-itself',
      },
    });
  }

  /** Waits for the result; a runner that ends without one is an error. */
  async finish({ folder }: StartedJob): Promise<RunnerResult> {
    const end = Date.now() + LONGEST_JOB_MS;
    const file = join(folder, JOB_FILES.result);
    while (!existsSync(file)) {
      const gone =
        existsSync(join(folder, JOB_FILES.pid)) &&
        !isRunnerAlive(join(folder, JOB_FILES.pid));
      if (gone && !existsSync(file)) {
        throw new Error(`The runner of ${folder} ended without a result`);
      }
      if (Date.now() > end)
        throw new Error(`The job of ${folder} takes too long`);
      await sleep(POLL_MS);
    }
    return runnerResultSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  }

  async run(kind: RunnerJob['kind'], options: JobOptions) {
    const job = await this.start(kind, options);
    return { ...job, result: await this.finish(job) };
  }

  /** Plans, and gives what apply and verify are told. */
  async plan(options: JobOptions) {
    const { folder, runId, result } = await this.run('plan', options);
    const planDigest = result.plan?.planDigest ?? '';
    return {
      folder,
      result,
      next: {
        ...options,
        runId,
        plan: { planPath: join(folder, JOB_FILES.plan), planDigest },
      },
    };
  }

  events({ folder }: { folder: string }): RunnerEvent[] {
    const file = join(folder, JOB_FILES.events);
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter(line => line.endsWith('}'))
      .map(line => runnerEventSchema.parse(JSON.parse(line)));
  }

  async waitForEvent(job: StartedJob, wanted: (event: RunnerEvent) => boolean) {
    const end = Date.now() + LONGEST_JOB_MS;
    while (!this.events(job).some(wanted)) {
      if (Date.now() > end || existsSync(join(job.folder, JOB_FILES.result))) {
        throw new Error(`The event did not come in ${job.folder}`);
      }
      await sleep(POLL_MS);
    }
  }

  /** Every file under the data folder, as text. */
  allTexts(): { file: string; text: string }[] {
    const root = realpathSync(this.root);
    return (
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        // Links to providers are followed; they lead out of the folder.
        .filter(({ parentPath }) => realpathSync(parentPath).startsWith(root))
        .map(({ name, parentPath }) => join(parentPath, name))
        .map(file => ({ file, text: readFileSync(file, 'latin1') }))
    );
  }

  #job(kind: RunnerJob['kind'], runId: string, options: JobOptions) {
    const { name, engine = 'terraform', stackId, environment } = options;
    return {
      version: 1,
      kind,
      runId,
      engine,
      operation: options.operation ?? 'apply',
      context: {
        accountId: ACCOUNT,
        region: REGION,
        environment: environment ?? 'development',
        layer: 'kms',
        name,
        stackId,
        entityRef: `resource:default/kms-${name}-development`,
        owner: 'group:default/platform',
      },
      requestedBy: 'user:default/requester',
      imports: options.imports,
      source: options.source,
      roleArn: `arn:aws:iam::${ACCOUNT}:role/groundwork-apply`,
      timeoutSeconds: options.timeoutSeconds ?? 140,
      graceSeconds: 30,
      terraform: {
        binary: findTerraform(),
        providerMirror: findProviderMirror(),
        stateBucket: {
          bucket: `groundwork-tfstate-${ACCOUNT}-${REGION}`,
          region: REGION,
        },
        lockTimeoutSeconds: 1,
      },
      cdk: {
        qualifier: 'hnb659fds',
        liftTerminationProtection: options.liftTerminationProtection,
        revertDrift: options.revertDrift,
      },
      ...options.plan,
      ...(options.lockId ? { lockId: options.lockId } : {}),
    };
  }
}
