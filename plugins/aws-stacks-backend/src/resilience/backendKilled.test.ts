// SPDX-License-Identifier: Apache-2.0
import { extname } from 'node:path';
import type {
  Engine,
  Run,
  RunDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import { KillBench } from '../__testUtils__/KillBench';

jest.setTimeout(300_000);

const MADE: Record<Engine, string[]> = {
  terraform: ['aws_kms_alias', 'aws_kms_key'],
  cdk: ['AWS::KMS::Alias', 'AWS::KMS::Key'],
};

/** How long a call is held: the three runs do not come to it at the same time. */
const HELD_MS = 10_000;

/** A moment of an apply at which the backend is killed. */
interface Moment {
  /** Lets a run come to it and stay there. */
  reach(bench: KillBench, run: Run): Promise<void>;
  /** What tells from outside that a run is at it. */
  look(bench: KillBench, run: Run): Promise<unknown>;
  seen: unknown;
}

const afterFirstEvent: Moment = {
  async reach(bench, run) {
    await bench.slow(run, 'kms:CreateAlias', HELD_MS);
    await bench.approve(run);
    await bench.untilEvent(
      run,
      event => event.kind === 'resource' && event.phase === 'apply',
    );
  },
  look: async (bench, run) =>
    (await bench.creates(run)).includes('CreateAlias'),
  seen: false,
};

const beforeStateIsSaved: Moment = {
  async reach(bench, run) {
    // The first object that an apply writes is the lock, the second one the state.
    const rule = await bench.slow(run, 's3:PutObject', HELD_MS, 1);
    await bench.approve(run);
    await bench.untilMet(rule.id);
  },
  look: async (bench, run) => ({
    creates: await bench.creates(run),
    endings: (await bench.aws.stateObjects(run)).map(name => extname(name)),
  }),
  seen: {
    creates: ['CreateKey', 'CreateAlias'],
    endings: ['.tflock'],
  },
};

const whileAResourceIsMade: Moment = {
  async reach(bench, run) {
    const rule = await bench.slow(run, 'kms:CreateKey', HELD_MS);
    await bench.approve(run);
    await bench.untilMet(rule.id);
  },
  look: (bench, run) => bench.creates(run),
  seen: [],
};

const whileThePlanIsRepeated: Moment = {
  async reach(bench, run) {
    await bench.approve(run);
    await bench.until(run, ({ state }) => state === 'verifying');
    await bench.slow(run, '*:*', 1_500);
  },
  look: async (bench, run) => bench.lastPhase(run),
  seen: 'verify',
};

const whileTheStackIsReadBack: Moment = {
  async reach(bench, run) {
    // Nothing but the verification lists the stack's resources.
    const rule = await bench.slow(
      run,
      'cloudformation:ListStackResources',
      HELD_MS,
    );
    await bench.approve(run);
    await bench.until(run, ({ state }) => state === 'verifying');
    await bench.untilMet(rule.id);
  },
  look: async (bench, run) => bench.lastPhase(run),
  seen: 'verify',
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

  const expectMadeOnce = async (run: RunDetail) => {
    expect(run.reason ?? run.state).toBe('succeeded');
    expect(await bench.aws.resourceTypes(run)).toEqual(MADE[run.engine]);
    expect(await bench.creates(run)).toEqual(['CreateKey', 'CreateAlias']);
    expect(await bench.orphans(run)).toEqual([]);
    expect(bench.clearFiles(run)).toEqual([]);
    expect(await bench.aws.stateObjects(run)).toEqual(
      run.engine === 'terraform' ? [`${run.stackId}.tfstate`] : [],
    );
  };

  it.each<[Engine, string, Moment]>([
    ['terraform', 'after the first event of an apply', afterFirstEvent],
    ['terraform', 'before the state is saved', beforeStateIsSaved],
    ['terraform', 'while it verifies', whileThePlanIsRepeated],
    ['cdk', 'after the first event of an apply', afterFirstEvent],
    ['cdk', 'while the stack makes a resource', whileAResourceIsMade],
    ['cdk', 'while it verifies', whileTheStackIsReadBack],
  ])('finishes three %s runs: killed %s', async (engine, _, moment) => {
    const runs = await bench.planEverywhere(engine);
    expect(runs.map(({ state, reason }) => reason ?? state)).toEqual(
      runs.map(() => 'awaiting-approval'),
    );
    await Promise.all(runs.map(run => moment.reach(bench, run)));
    await bench.backend.kill();
    for (const run of runs) {
      expect(bench.hasResult(run)).toBe(false);
      expect(await moment.look(bench, run)).toEqual(moment.seen);
    }
    await sandbox.faults.clear();
    await bench.backend.start();
    for (const run of runs) await expectMadeOnce(await bench.finish(run));
  });
});
