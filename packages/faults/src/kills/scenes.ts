// SPDX-License-Identifier: Apache-2.0
import type {
  Run,
  RunDetail,
  RunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import { ENGINE_OF, type Source, bundleFor } from '../bench/bundles';
import { KILL_REGION } from '../bench/config';
import type { Arena } from './Arena';
import { killQuietly } from './killQuietly';
import { MOMENTS } from './moments';

/** How long a call is held so that the run stays where it is met. */
const HELD_MS = 6_000;

/** Where a run is played, and with what. */
export interface Cast {
  arena: Arena;
  source: Source;
  accountId: string;
  /** Of the stack. */
  name: string;
}

/** Brings one or more runs of a stack to a state and keeps them there; the last one is the one that is met. */
export interface Scene {
  state: RunState;
  play(cast: Cast): Promise<Run[]>;
  /** The run has ended before the kill: it has to stay as it is. */
  isOver?: boolean;
}

const targetOf = ({ accountId }: Cast) =>
  ({
    target: { accountId, region: KILL_REGION, environment: 'development' },
  } as const);

const wantedOf = ({ source, name }: Cast) => ({
  engine: ENGINE_OF[source],
  bundle: bundleFor(source),
  name,
});

function ask(cast: Cast): Promise<RunDetail> {
  return cast.arena.bench.ask(wantedOf(cast), cast.accountId);
}

function untilState(cast: Cast, run: Run, state: RunState) {
  return cast.arena.bench.until(run, now => now.state === state);
}

async function plan(cast: Cast): Promise<RunDetail> {
  return untilState(cast, await ask(cast), 'awaiting-approval');
}

/** A plan that has begun, and waits for AWS. */
async function planning(cast: Cast): Promise<RunDetail> {
  const { bench } = cast.arena;
  const action = cast.source === 'cdk' ? 'cloudformation:*' : 's3:*';
  const held = await bench.slow(targetOf(cast), action, HELD_MS);
  const run = await ask(cast);
  await bench.untilMet(held.id);
  return run;
}

async function applying(cast: Cast): Promise<Run> {
  const run = await plan(cast);
  const moment = MOMENTS['half way'][cast.source];
  await moment.reach(cast.arena.bench, run, HELD_MS);
  return run;
}

/** A run whose runner was killed: CloudFormation and Terraform go on. */
async function abandoned(cast: Cast): Promise<Run> {
  const { bench } = cast.arena;
  const run = await applying(cast);
  killQuietly(bench.folders.runnerPid(run));
  await untilState(cast, run, 'needs-attention');
  await cast.arena.release(cast.accountId);
  return run;
}

async function succeeded(cast: Cast): Promise<Run> {
  const run = await plan(cast);
  await cast.arena.bench.approve(run);
  await untilState(cast, run, 'succeeded');
  return run;
}

/** Each state a run can be in, and how it comes to it. */
export const SCENES: Readonly<Record<string, Scene>> = {
  queued: {
    state: 'queued',
    async play(cast) {
      const first = await planning(cast);
      return [first, await ask(cast)];
    },
  },
  planning: { state: 'planning', play: async cast => [await planning(cast)] },
  planned: {
    state: 'planned',
    async play(cast) {
      cast.arena.bench.door(cast.name, { gate: 'stuck' });
      return [await untilState(cast, await ask(cast), 'planned')];
    },
  },
  'policy-failed': {
    state: 'policy-failed',
    async play(cast) {
      cast.arena.bench.door(cast.name, { policy: 'soft' });
      return [await untilState(cast, await ask(cast), 'policy-failed')];
    },
  },
  gated: {
    state: 'gated',
    async play(cast) {
      cast.arena.bench.door(cast.name, { gate: 'shut' });
      return [await untilState(cast, await ask(cast), 'gated')];
    },
  },
  'awaiting-approval': {
    state: 'awaiting-approval',
    play: async cast => [await plan(cast)],
  },
  approved: {
    state: 'approved',
    async play(cast) {
      const run = await plan(cast);
      cast.arena.bench.door(cast.name, { gate: 'stuck' });
      await cast.arena.bench.approve(run);
      return [await untilState(cast, run, 'approved')];
    },
  },
  applying: { state: 'applying', play: async cast => [await applying(cast)] },
  /** Terraform has made all, and its bucket does not take the state. */
  saving: {
    state: 'applying',
    async play(cast) {
      const { bench } = cast.arena;
      const run = await plan(cast);
      const refused = await bench.sandbox.faults.add({
        kind: 'error',
        action: 's3:PutObject',
        accountId: cast.accountId,
        status: 503,
        // The first object is the lock.
        after: 1,
      });
      await bench.approve(run);
      await bench.untilMet(refused.id);
      return [run];
    },
  },
  verifying: {
    state: 'verifying',
    async play(cast) {
      const run = await plan(cast);
      const moment = MOMENTS.verifying[cast.source];
      await moment.reach(cast.arena.bench, run, HELD_MS);
      return [run];
    },
  },
  'needs-attention': {
    state: 'needs-attention',
    play: async cast => [await abandoned(cast)],
  },
  resuming: {
    state: 'verifying',
    async play(cast) {
      const { bench } = cast.arena;
      const run = await abandoned(cast);
      const held = await bench.slow(run, '*:*', HELD_MS);
      await bench.client.operateRun(run.id, 'resume');
      await bench.untilMet(held.id);
      return [run];
    },
  },
  unlocking: {
    state: 'needs-attention',
    async play(cast) {
      const { bench } = cast.arena;
      const run = await applying(cast);
      for (const { pid } of bench.folders.processes(run)) killQuietly(pid);
      await untilState(cast, run, 'needs-attention');
      await cast.arena.release(cast.accountId);
      const held = await bench.slow(run, '*:*', HELD_MS);
      await bench.client.operateRun(run.id, 'unlock');
      await bench.untilMet(held.id);
      return [run];
    },
  },
  succeeded: {
    state: 'succeeded',
    isOver: true,
    play: async cast => [await succeeded(cast)],
  },
  failed: {
    state: 'failed',
    isOver: true,
    async play(cast) {
      const { bench } = cast.arena;
      const { accountId } = cast;
      await bench.sandbox.faults.add({
        kind: 'deny',
        action: '*:*',
        accountId,
      });
      return [await untilState(cast, await ask(cast), 'failed')];
    },
  },
  cancelled: {
    state: 'cancelled',
    isOver: true,
    async play(cast) {
      const run = await planning(cast);
      await cast.arena.bench.client.operateRun(run.id, 'cancel');
      return [await untilState(cast, run, 'cancelled')];
    },
  },
  discarded: {
    state: 'discarded',
    isOver: true,
    async play(cast) {
      const { client } = cast.arena.bench;
      const { id, planDigest = '' } = await plan(cast);
      const comment = 'Not now';
      return [await client.decideRun(id, 'reject', { planDigest, comment })];
    },
  },
  expired: {
    state: 'expired',
    isOver: true,
    async play(cast) {
      const run = await plan(cast);
      const expires_at = new Date(Date.now() - 1_000).toISOString();
      await cast.arena.query(db =>
        db('runs').where({ id: run.id }).update({ expires_at }),
      );
      return [await untilState(cast, run, 'expired')];
    },
  },
};
