// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type {
  Engine,
  RunDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import { KILL_ACCOUNTS, KillBench } from '@groundwork/faults';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import {
  DRIFTING_PARAMETER,
  canaryCdk,
  canaryHcl,
  driftingHcl,
} from '../__testUtils__/canaryBundles';
import { putParameter } from '../__testUtils__/putParameter';
import {
  CredentialsSampler,
  type Place,
  ProcessSampler,
  dumpDatabase,
  filesBelow,
  placesOf,
  textsOf,
} from '../__testUtils__/leaks';

jest.setTimeout(600_000);

const SECRET = `canary${randomBytes(12).toString('hex')}`;
const MARKER = `marker${randomBytes(12).toString('hex')}`;
const [GOOD, BAD, DRIFTING] = KILL_ACCOUNTS;
const PATIENCE_MS = 90_000;

/** Every answer of the web API that has to do with a run. */
async function answersAbout(bench: KillBench, run: RunDetail) {
  const paths = [
    ...['', '/plan', '/events', '/audit', '/record', '/blast-radius'].map(
      rest => `/v1/runs/${run.id}${rest}`,
    ),
    ...[
      '',
      '/source?engineFiles=true',
      '/sources',
      '/dependants',
      '/drift',
    ].map(rest => `/v1/stacks/${run.stackId}${rest}`),
    '/v1/runs',
    '/v1/stacks',
    '/v1/approvals',
    '/v1/audit',
    '/v1/audit?format=csv',
    '/v1/outputs?layer=kms&output=leak',
    '/v1/outputs?layer=kms&output=marker',
  ];
  return Promise.all(
    paths.map(async (path): Promise<Place> => {
      const response = await fetch(`${bench.backend.baseUrl}${path}`);
      expect({ path, status: response.status }).toEqual({ path, status: 200 });
      const bytes = Buffer.from(await response.arrayBuffer());
      return { where: `GET ${path}`, text: textsOf(bytes) };
    }),
  );
}

const databaseOf = ({ folder }: KillBench) =>
  join(folder, 'database', 'aws-stacks.sqlite');

describe('secrets of a run', () => {
  let sandbox: Sandbox;
  let bench: KillBench;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'minimal' });
    bench = await KillBench.create(sandbox);
    for (const action of ['ssm:PutParameter', 'kms:CreateKey']) {
      await sandbox.faults.add({
        kind: 'deny',
        action,
        accountId: BAD,
        message: `The token ${SECRET} is not welcome`,
      });
    }
  });
  // To search all files takes so long that the backend closes its connections, which has to be heard before the next call.
  afterEach(() => sleep(100));
  afterAll(async () => {
    await bench?.close();
    await sandbox?.stop();
  });

  const runIn = async (engine: Engine, bundle: Buffer, accountId: string) => {
    const planned = await bench.plan(
      { engine, bundle, secretVariables: { token: SECRET } },
      accountId,
    );
    if (planned.state !== 'awaiting-approval') return planned;
    await bench.approve(planned);
    return bench.finish(planned);
  };

  const places = async (runs: RunDetail[]): Promise<Place[]> => [
    ...(await Promise.all(runs.map(run => answersAbout(bench, run)))).flat(),
    ...(await dumpDatabase(databaseOf(bench))),
    ...filesBelow(bench.folder),
    { where: 'log', text: bench.backend.log() },
  ];

  const drifted: Place[] = [];

  /** Makes a stack, has somebody put the secret into it past the engine, looks at it, and destroys it. */
  const driftAndDestroy = async (): Promise<RunDetail[]> => {
    const made = await bench.plan(
      { engine: 'terraform', bundle: driftingHcl(), name: 'drifting' },
      DRIFTING,
    );
    await bench.approve(made);
    await bench.finish(made);
    await putParameter(sandbox.endpoint, DRIFTING, {
      Name: DRIFTING_PARAMETER,
      Value: SECRET,
      Description: MARKER,
    });
    const { client } = bench;
    let report = await client.checkStackDrift(made.stackId);
    const end = Date.now() + PATIENCE_MS;
    while (report.drift.state !== 'drifted' && Date.now() < end) {
      await sleep(200);
      report = await client.getStackDrift(made.stackId);
    }
    expect(report.resources).toMatchObject([
      {
        change: {
          address: 'aws_ssm_parameter.drifting',
          attributes: expect.arrayContaining([
            expect.objectContaining({ path: 'value', sensitive: true }),
          ]),
        },
      },
    ]);
    // The destruction forgets it. Files are looked at when no run is at work any more.
    drifted.push(
      ...(await answersAbout(bench, made)),
      ...(await dumpDatabase(databaseOf(bench))),
    );
    const doomed = await bench.until(
      await client.destroyStack(made.stackId, {
        confirmation: 'drifting',
        reason: 'It has drifted',
      }),
      ({ state }) => ['awaiting-approval', 'failed'].includes(state),
    );
    await bench.approve(doomed);
    return [await bench.finish(made), await bench.finish(doomed)];
  };

  it.each<[Engine, Buffer, () => Promise<RunDetail[]>]>([
    ['terraform', canaryHcl(MARKER), driftAndDestroy],
    ['cdk', canaryCdk(MARKER), async () => []],
  ])('are nowhere but in AWS: %s', async (engine, bundle, more) => {
    const within = bench.folder;
    const sampler = ProcessSampler.start([
      SECRET,
      bench.folder,
      { text: 'AWS_SHARED_CREDENTIALS_FILE=', within },
      { text: 'AWS_SESSION_TOKEN=', within },
    ]);
    const sessions = CredentialsSampler.start(join(bench.folder, 'data'));
    const [others, ...runs] = await Promise.all([
      more(),
      runIn(engine, bundle, GOOD),
      runIn(engine, bundle, BAD),
    ]);
    const { found, samples } = await sampler.stop();
    const credentials = await sessions.stop();
    expect(others.map(({ state }) => state)).toEqual(
      others.map(() => 'succeeded'),
    );
    expect(runs.map(({ state, reason }) => ({ state, reason }))).toEqual([
      { state: 'succeeded', reason: undefined },
      {
        state: expect.stringMatching(/^(needs-attention|failed)$/),
        reason: expect.stringContaining('is not welcome'),
      },
    ]);

    const all = [...drifted, ...(await places([...runs, ...others]))];
    for (const secret of [SECRET, ...credentials]) {
      expect(placesOf(secret, all)).toEqual([]);
    }
    // Only Terraform is given a file; its children of two jobs in each account have been seen.
    const isTerraform = engine === 'terraform';
    expect(found.sort()).toEqual([
      bench.folder,
      ...(isTerraform ? ['AWS_SHARED_CREDENTIALS_FILE='] : []),
    ]);
    expect(credentials.length > 2).toBe(isTerraform);
    expect(samples).toBeGreaterThan(20);
    // The same search finds what is no secret, wherever a secret could be.
    expect(placesOf(MARKER, all)).toEqual(
      expect.arrayContaining([
        `GET /v1/runs/${runs[0].id}/plan`,
        `GET /v1/stacks/${runs[0].stackId}`,
        `GET /v1/stacks/${runs[0].stackId}/source?engineFiles=true`,
        'table runs',
        'table stacks',
        expect.stringContaining('.sqlite'),
      ]),
    );
    expect(placesOf(runs[1].id, all)).toContain('log');
    for (const { stackId } of others) {
      expect(placesOf(MARKER, all)).toContain(
        `GET /v1/stacks/${stackId}/drift`,
      );
    }
  });

  it('are in the state, which is AWS’s', async () => {
    const { items } = await bench.client.listRuns({ accountId: GOOD });
    const run = items.find(({ engine }) => engine === 'terraform');
    const text = run ? await bench.aws.stateText(run) : '';
    expect(placesOf(SECRET, [{ where: 'state', text }])).toEqual(['state']);
  });

  it('would be found packed and encoded', () => {
    const encoded = Buffer.from(`x${SECRET}`).toString('base64');
    writeFileSync(join(bench.folder, 'tmp', 'packed'), gzipSync(encoded));
    expect(placesOf(SECRET, filesBelow(bench.folder))).toEqual([
      join(bench.folder, 'tmp', 'packed'),
    ]);
  });
});
