// SPDX-License-Identifier: Apache-2.0
import type {
  Run,
  RunDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  ENGINE_OF,
  KILL_ACCOUNTS,
  KillBench,
  MADE_BY,
  MOMENTS,
  type MomentName,
  type Source,
  bundleFor,
  renderedKms,
} from '@groundwork/faults';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';

jest.setTimeout(300_000);

/** How long a call is held: the runs do not come to it at the same time. */
const HELD_MS = 20_000;

const SOURCES: readonly Source[] = ['aws', 'cdk', 'data'];

const BUNDLES: Record<Source, Buffer> = {
  aws: renderedKms('terraform'),
  cdk: renderedKms('cdk'),
  data: bundleFor('data'),
};

/** What the emulator makes for a run: nothing when Terraform needs no provider. */
const CREATES: Record<Source, string[]> = {
  aws: ['CreateKey', 'CreateAlias'],
  cdk: ['CreateKey', 'CreateAlias'],
  data: [],
};

describe('a backend that is killed', () => {
  let sandbox: Sandbox;
  let bench: KillBench;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'minimal' });
    bench = await KillBench.create(sandbox);
  });
  afterEach(() => sandbox.faults.clear());
  afterAll(async () => {
    await bench?.close();
    await sandbox?.stop();
  });

  /** A stack of each source, each in an account of its own. */
  const planEverywhere = () =>
    Promise.all(
      SOURCES.map(async (source, index) => {
        const wanted = { engine: ENGINE_OF[source], bundle: BUNDLES[source] };
        const run = await bench.plan(wanted, KILL_ACCOUNTS[index]);
        return { source, run };
      }),
    );

  const expectMadeOnce = async (source: Source, run: RunDetail) => {
    expect(run.reason ?? run.state).toBe('succeeded');
    expect(await bench.aws.resourceTypes(run)).toEqual(MADE_BY[source]);
    expect(await bench.creates(run)).toEqual(CREATES[source]);
    expect(await bench.folders.orphans(run)).toEqual([]);
    expect(bench.folders.clearFiles(run)).toEqual([]);
    expect(await bench.aws.stateObjects(run)).toEqual(
      run.engine === 'terraform' ? [`${run.stackId}.tfstate`] : [],
    );
  };

  const expectAt = async (source: Source, run: Run, name: MomentName) => {
    const moment = MOMENTS[name][source];
    expect(bench.folders.hasResult(run)).toBe(false);
    expect(await moment.look(bench, run)).toEqual(moment.seen);
  };

  it.each<[string, MomentName]>([
    ['after the first event of an apply', 'first event'],
    ['before the state is saved, while a resource is made', 'half way'],
    ['while it verifies', 'verifying'],
  ])('finishes its runs: killed %s', async (_, name) => {
    const planned = await planEverywhere();
    expect(planned.map(({ run }) => run.reason ?? run.state)).toEqual(
      planned.map(() => 'awaiting-approval'),
    );
    const reach = ({ source, run }: (typeof planned)[number]) =>
      MOMENTS[name][source].reach(bench, run, HELD_MS);
    const [aws, cdk, data] = planned;
    if (name === 'verifying') {
      // The repeated plan of the first is only slowed, so that the others have to be held by then.
      await Promise.all(planned.map(reach));
    } else {
      // Without a provider it comes there at once.
      await Promise.all([aws, cdk].map(reach));
      await reach(data);
    }
    await bench.backend.kill();
    for (const { source, run } of planned) await expectAt(source, run, name);
    await sandbox.faults.clear();
    await bench.backend.start();
    for (const { source, run } of planned) {
      await expectMadeOnce(source, await bench.finish(run));
    }
  });
});
