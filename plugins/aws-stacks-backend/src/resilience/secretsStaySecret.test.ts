// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type {
  Engine,
  RunDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import { KILL_ACCOUNTS, KillBench } from '@groundwork/faults';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import { canaryCdk, canaryHcl } from '../__testUtils__/canaryBundles';
import {
  type Place,
  ProcessSampler,
  dumpDatabase,
  filesBelow,
  placesOf,
  textsOf,
} from '../__testUtils__/leaks';

jest.setTimeout(300_000);

const SECRET = `canary${randomBytes(12).toString('hex')}`;
const MARKER = `marker${randomBytes(12).toString('hex')}`;
const [GOOD, BAD] = KILL_ACCOUNTS;

/** Every answer of the web API that has to do with a run. */
async function answersAbout(bench: KillBench, run: RunDetail) {
  const paths = [
    ...['', '/plan', '/events', '/audit'].map(
      rest => `/v1/runs/${run.id}${rest}`,
    ),
    `/v1/stacks/${run.stackId}`,
    `/v1/stacks/${run.stackId}/source?engineFiles=true`,
    '/v1/runs',
    '/v1/stacks',
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
    ...(await dumpDatabase(
      join(bench.folder, 'database', 'aws-stacks.sqlite'),
    )),
    ...filesBelow(bench.folder),
    { where: 'log', text: bench.backend.log() },
  ];

  it.each<[Engine, Buffer]>([
    ['terraform', canaryHcl(MARKER)],
    ['cdk', canaryCdk(MARKER)],
  ])('are nowhere but in AWS: %s', async (engine, bundle) => {
    const sampler = ProcessSampler.start([SECRET, bench.folder]);
    const runs = await Promise.all([
      runIn(engine, bundle, GOOD),
      runIn(engine, bundle, BAD),
    ]);
    const { found, samples } = await sampler.stop();
    expect(runs.map(({ state, reason }) => ({ state, reason }))).toEqual([
      { state: 'succeeded', reason: undefined },
      {
        state: expect.stringMatching(/^(needs-attention|failed)$/),
        reason: expect.stringContaining('is not welcome'),
      },
    ]);

    const all = await places(runs);
    expect(placesOf(SECRET, all)).toEqual([]);
    expect(found).toEqual([bench.folder]);
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
