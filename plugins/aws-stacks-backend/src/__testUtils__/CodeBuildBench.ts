// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  type TestBackend,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { jobKey } from '@groundwork/backstage-plugin-aws-stacks-runner';
import type {
  CreateRunRequest,
  RunDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import type { Knex } from 'knex';
import request from 'supertest';
import { readStacksConfig } from '../config/StacksConfig';
import { awsStacksPlugin } from '../plugin';
import {
  type CodeBuildTimes,
  CodeBuildRunner,
} from '../runner/CodeBuildRunner';
import { infraRunnerServiceRef } from '../runner/infraRunnerServiceRef';
import { DEVELOPMENT, RITA } from './backend';
import { BuildPlayer } from './BuildPlayer';
import { digestOf } from './bundles';
import { EmulatedAws } from './EmulatedAws';

const PATIENCE_MS = 90_000;
const REGION = 'eu-west-1';
const MANAGEMENT = '100000000000';
const PARAMETER = '/groundwork/runner/job-key';
const KEY = Buffer.alloc(32, 7);
const ROLE = (name: string) =>
  `arn:aws:iam::${DEVELOPMENT}:role/groundwork-${name}`;

export const PROJECT = 'groundwork-runner';
export const JOBS = `groundwork-jobs-${MANAGEMENT}`;
/** How many builds the project may have at once. */
export const BUILD_LIMIT = 2;

/** The plugin with its runs in CodeBuild, the emulator, and somebody who plays CodeBuild. */
export class CodeBuildBench {
  readonly aws: EmulatedAws;
  readonly player: BuildPlayer;
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly #db: Knex;
  readonly #kmsKeyArn: string;
  #backend: TestBackend | undefined;

  static async create(db: Knex): Promise<CodeBuildBench> {
    const sandbox = await startSandbox({ seed: 'minimal' });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    const kmsKeyArn = await install(EmulatedAws.create(sandbox.endpoint));
    const bench = new CodeBuildBench(sandbox, db, kmsKeyArn);
    await bench.start();
    return bench;
  }

  private constructor(sandbox: Sandbox, db: Knex, kmsKeyArn: string) {
    this.sandbox = sandbox;
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'groundwork-')));
    this.aws = EmulatedAws.create(sandbox.endpoint);
    this.player = BuildPlayer.start({
      sandbox,
      project: PROJECT,
      root: this.folder,
    });
    this.#db = db;
    this.#kmsKeyArn = kmsKeyArn;
  }

  /** Starts the backend; with other times its runner is made here, by the same configuration. */
  async start(times?: Partial<CodeBuildTimes>): Promise<void> {
    const data = this.#config();
    this.#backend = await startTestBackend({
      features: [
        awsStacksPlugin,
        mockServices.rootConfig.factory({ data }),
        mockServices.database.mock({ getClient: async () => this.#db }).factory,
        catalogServiceMock.factory({ entities: [] }),
        ...(times ? [runnerWith(data, times)] : []),
      ],
    });
  }

  /** The backend is gone; what it has asked for goes on. */
  async stopBackend(): Promise<void> {
    await this.#backend?.stop();
  }

  async close(): Promise<void> {
    await this.stopBackend();
    await this.player.stop();
    await this.sandbox.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  get(path: string): request.Test {
    return this.#send('get', path);
  }

  post(path: string, body: object = {}): request.Test {
    return this.#send('post', path).send(body);
  }

  async ask(
    bundle: Buffer,
    change: Partial<CreateRunRequest> & { name: string },
  ): Promise<RunDetail> {
    await this.#send('post', '/v1/bundles')
      .set('Content-Type', 'application/gzip')
      .send(bundle)
      .expect(201);
    const asked: CreateRunRequest = {
      layer: 'kms',
      engine: 'terraform',
      target: {
        accountId: DEVELOPMENT,
        region: REGION,
        environment: 'development',
      },
      owner: 'group:default/ai-core',
      source: { kind: 'bundle', digest: digestOf(bundle) },
      ...change,
    };
    return (await this.post('/v1/runs', asked).expect(201)).body;
  }

  approve({ id, planDigest }: RunDetail): request.Test {
    return this.post(`/v1/runs/${id}/approve`, { planDigest });
  }

  cancel({ id }: RunDetail): request.Test {
    return this.post(`/v1/runs/${id}/cancel`);
  }

  find({ id }: RunDetail): Promise<RunDetail> {
    return this.get(`/v1/runs/${id}`)
      .expect(200)
      .then(({ body }) => body);
  }

  /** Waits until a run is in one of these states; any other in which nothing happens by itself is an error. */
  async reach(run: RunDetail, ...states: string[]): Promise<RunDetail> {
    return this.until(async () => {
      const now = await this.find(run);
      if (states.includes(now.state)) return now;
      if (now.finishedAt || now.state === 'needs-attention') {
        throw new Error(`Run is ${now.state}: ${now.reason}`);
      }
      return undefined;
    }, states.join(' or '));
  }

  async until<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const seen = await look();
      if (seen !== undefined) return seen;
      if (Date.now() > end) throw new Error(`Still waiting for: ${what}`);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  /** The objects of a run in the bucket of the jobs. */
  async objects({ id }: RunDetail): Promise<string[]> {
    return (await this.aws.list(JOBS)).filter(key => key.includes(id));
  }

  #send(method: 'get' | 'post', path: string): request.Test {
    if (!this.#backend) throw new Error('The backend is not started');
    return request(this.#backend.server)
      [method](`/api/aws-stacks${path}`)
      .set('Authorization', mockCredentials.user.header(RITA));
  }

  #config() {
    return {
      groundwork: {
        accounts: [
          {
            accountId: DEVELOPMENT,
            name: 'AI Core development',
            environment: 'development',
            regions: [REGION],
            roles: { plan: ROLE('plan'), apply: ROLE('apply') },
          },
        ],
        stacks: {
          dataDirectory: join(this.folder, 'data'),
          encryptionKey: KEY.toString('base64'),
          approvals: { development: 'requester' },
          timeouts: { lock: { seconds: 1 }, grace: { seconds: 1 } },
          drift: { enabled: false },
          runner: {
            kind: 'codebuild',
            codebuild: {
              accountId: MANAGEMENT,
              region: REGION,
              project: PROJECT,
              bucket: JOBS,
              kmsKeyArn: this.#kmsKeyArn,
            },
          },
        },
      },
    };
  }
}

/** What the layer runner-codebuild makes, and what an operator adds. */
async function install(aws: EmulatedAws): Promise<string> {
  const made = await aws.call('kms', 'TrentService.CreateKey', {});
  const { KeyMetadata: key } = JSON.parse(made);
  const location = `<CreateBucketConfiguration><LocationConstraint>${REGION}</LocationConstraint></CreateBucketConfiguration>`;
  await aws.put(JOBS, new TextEncoder().encode(location));
  await aws.call('ssm', 'AmazonSSM.PutParameter', {
    Name: PARAMETER,
    Type: 'SecureString',
    KeyId: key.Arn,
    Value: jobKey(KEY).toString('base64'),
  });
  await aws.call('codebuild', 'CodeBuild_20161006.CreateProject', {
    name: PROJECT,
    source: { type: 'NO_SOURCE', buildspec: 'version: 0.2' },
    artifacts: { type: 'NO_ARTIFACTS' },
    concurrentBuildLimit: BUILD_LIMIT,
    serviceRole: `arn:aws:iam::${MANAGEMENT}:role/groundwork-runner`,
    environment: {
      type: 'LINUX_CONTAINER',
      image: 'aws/codebuild/standard:7.0',
      computeType: 'BUILD_GENERAL1_SMALL',
      environmentVariables: [
        {
          name: 'GROUNDWORK_JOB_KEY_PARAMETER',
          value: PARAMETER,
          type: 'PLAINTEXT',
        },
      ],
    },
  });
  return key.Arn;
}

function runnerWith(data: object, times: Partial<CodeBuildTimes>) {
  return createServiceFactory({
    service: infraRunnerServiceRef,
    deps: {},
    factory: () => {
      const config = new ConfigReader(JSON.parse(JSON.stringify(data)));
      const { codebuild } = readStacksConfig(config).runners;
      if (!codebuild) throw new Error('The configuration names no project');
      const logger = mockServices.logger.mock();
      const clients = AwsClients.fromConfig({ config, logger });
      return CodeBuildRunner.create({
        clients,
        config: codebuild,
        key: KEY,
        times,
      });
    },
  });
}
