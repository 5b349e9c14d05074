// SPDX-License-Identifier: Apache-2.0
import { extname } from 'node:path';
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import type { KillBench } from '../bench/KillBench';
import type { Source } from '../bench/bundles';

/** How long calls to AWS are slowed while a run repeats its plan; there are many of them. */
const REPEATED_MS = 1_500;

/** A moment of an apply. */
export interface Moment {
  /** Approves a planned run, lets it come to the moment, and keeps it there for so long. */
  reach(bench: KillBench, run: Run, heldMs: number): Promise<void>;
  /** What tells from outside that a run is at it. */
  look(bench: KillBench, run: Run): Promise<unknown>;
  seen: unknown;
}

/** Terraform has told of a resource. */
const afterFirstEvent = (held: string, after = 0): Moment => ({
  async reach(bench, run, heldMs) {
    await bench.slow(run, held, heldMs, after);
    await bench.approve(run);
    await bench.untilEvent(
      run,
      event => event.kind === 'resource' && event.phase === 'apply',
    );
  },
  look: async (bench, run) =>
    (await bench.creates(run)).includes('CreateAlias'),
  seen: false,
});

const beforeStateIsSaved = (creates: readonly string[]): Moment => ({
  async reach(bench, run, heldMs) {
    // The first object that an apply writes is the lock, the second one the state.
    const rule = await bench.slow(run, 's3:PutObject', heldMs, 1);
    await bench.approve(run);
    await bench.untilMet(rule.id);
  },
  look: async (bench, run) => ({
    creates: await bench.creates(run),
    endings: (await bench.aws.stateObjects(run)).map(name => extname(name)),
  }),
  seen: { creates, endings: ['.tflock'] },
});

const whileAResourceIsMade: Moment = {
  async reach(bench, run, heldMs) {
    const rule = await bench.slow(run, 'kms:CreateKey', heldMs);
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
    await bench.slow(run, '*:*', REPEATED_MS);
  },
  look: async (bench, run) => bench.folders.lastPhase(run),
  seen: 'verify',
};

/** Without a provider a plan takes too little time to be met, but it takes a lock, which is the third object. */
const beforeThePlanIsRepeated: Moment = {
  async reach(bench, run, heldMs) {
    const rule = await bench.slow(run, 's3:PutObject', heldMs, 2);
    await bench.approve(run);
    await bench.until(run, ({ state }) => state === 'verifying');
    await bench.untilMet(rule.id);
  },
  look: async (bench, run) => bench.folders.lastPhase(run),
  seen: 'verify',
};

const whileTheStackIsReadBack: Moment = {
  async reach(bench, run, heldMs) {
    // Nothing but the verification lists the stack's resources.
    const rule = await bench.slow(
      run,
      'cloudformation:ListStackResources',
      heldMs,
    );
    await bench.approve(run);
    await bench.until(run, ({ state }) => state === 'verifying');
    await bench.untilMet(rule.id);
  },
  look: async (bench, run) => bench.folders.lastPhase(run),
  seen: 'verify',
};

/** The moments of an apply at which something is killed. */
export type MomentName = 'first event' | 'half way' | 'verifying';

/** What each moment is for each source. */
export const MOMENTS: Readonly<
  Record<MomentName, Readonly<Record<Source, Moment>>>
> = {
  'first event': {
    data: afterFirstEvent('s3:PutObject', 1),
    aws: afterFirstEvent('kms:CreateAlias'),
    cdk: afterFirstEvent('kms:CreateAlias'),
  },
  'half way': {
    data: beforeStateIsSaved([]),
    aws: beforeStateIsSaved(['CreateKey', 'CreateAlias']),
    cdk: whileAResourceIsMade,
  },
  verifying: {
    data: beforeThePlanIsRepeated,
    aws: whileThePlanIsRepeated,
    cdk: whileTheStackIsReadBack,
  },
};
