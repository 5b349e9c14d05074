// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SLOW_TERRAFORM_LAYER } from '../__testUtils__/layers';
import { TestBench, newId } from '../__testUtils__/TestBench';
import {
  engineLeftBehind,
  interruptRunner,
  isRunnerAlive,
  removeRunnerWork,
} from '../launch';
import { readPidFile } from '../job/pid';
import type { RunnerEvent } from '../protocol';

jest.setTimeout(300_000);

let bench: TestBench;

beforeAll(async () => {
  bench = await TestBench.create();
  // So that an apply is still under way after its first resource, on a busy machine too.
  await bench.sandbox.faults.add({
    kind: 'delay',
    action: 'ssm:PutParameter',
    delayMs: 5_000,
  });
});

afterAll(async () => {
  await bench.stop();
});

function pidOf(folder: string) {
  const runner = readPidFile(join(folder, 'pid'));
  if (!runner) throw new Error(`${folder} has no pid file`);
  return runner;
}

/** Of the layer's three resources the first one stands, and the second one is being made. */
const isFirstMade = (event: RunnerEvent) =>
  event.kind === 'resource' && event.status === 'succeeded';

const isBegun = (event: RunnerEvent) => event.kind === 'resource';

async function topicsMade(): Promise<number> {
  const calls = await bench.sandbox.requests({ operation: 'CreateTopic' });
  return calls.length;
}

it('lets Terraform end by itself when its runner is killed', async () => {
  const source = await bench.store(SLOW_TERRAFORM_LAYER);
  const options = { source, stackId: newId(), name: 'alone' };
  const before = await topicsMade();
  const planned = await bench.plan(options);
  const job = await bench.start('apply', planned.next);
  await bench.waitForEvent(job, isFirstMade);
  process.kill(pidOf(job.folder).pid, 'SIGKILL');
  while (isRunnerAlive(join(job.folder, 'pid'))) await sleep(20);
  expect(engineLeftBehind(job.folder)).toMatchObject({
    pid: expect.any(Number),
  });
  await removeRunnerWork(job.folder);
  expect(engineLeftBehind(job.folder)).toBeUndefined();
  expect(existsSync(join(job.folder, 'work'))).toBe(false);

  const verified = await bench.run('verify', planned.next);
  expect(verified.result).toMatchObject({ outcome: 'succeeded' });
  expect(verified.result.lock).toBeUndefined();
  expect(verified.result.applied?.resources).toHaveLength(3);
  const again = await bench.plan(options);
  expect(again.result.plan?.diff).toMatchObject({
    hasChanges: false,
    resources: [],
  });
  expect(await topicsMade()).toBe(before + 2);
});

it('ends a cancelled apply with what was done in the state and no lock; names the lock that a killed runner and its Terraform leave, and releases it', async () => {
  const source = await bench.store(SLOW_TERRAFORM_LAYER);
  const options = { source, stackId: newId(), name: 'ended' };
  const planned = await bench.plan(options);
  const job = await bench.start('apply', planned.next);
  await bench.waitForEvent(job, isFirstMade);
  expect(interruptRunner(pidOf(job.folder))).toBe(true);
  const result = await bench.finish(job);
  expect(result).toMatchObject({
    outcome: 'needs-attention',
    changed: true,
    reason: expect.stringContaining('cancelled'),
  });
  expect(result.lock).toBeUndefined();
  const { result: rest, next } = await bench.plan(options);
  expect(rest.plan?.diff.summary.create).toBe(2);

  const second = await bench.start('apply', next);
  await bench.waitForEvent(second, isBegun);
  const { pid } = pidOf(second.folder);
  const children = execFileSync('pgrep', ['-P', String(pid)], {
    encoding: 'utf8',
  });
  process.kill(pid, 'SIGKILL');
  for (const child of children.trim().split('\n')) {
    process.kill(-Number(child), 'SIGKILL');
  }
  while (isRunnerAlive(join(second.folder, 'pid'))) await sleep(20);
  await removeRunnerWork(second.folder);

  const verified = await bench.run('verify', next);
  expect(verified.result).toMatchObject({
    outcome: 'needs-attention',
    lock: { who: expect.stringContaining('@') },
    hint: expect.stringContaining('unlock'),
  });
  const lockId = verified.result.lock?.id ?? '';
  const wrong = await bench.run('unlock', { ...options, lockId: 'another' });
  expect(wrong.result).toMatchObject({
    outcome: 'failed',
    changed: false,
    lock: { id: lockId },
  });
  const unlocked = await bench.run('unlock', { ...options, lockId });
  expect(unlocked.result).toMatchObject({
    outcome: 'succeeded',
    changed: false,
  });
  const nothing = await bench.run('unlock', options);
  expect(nothing.result).toMatchObject({
    outcome: 'succeeded',
    reason: 'The state was not locked',
  });
  const after = await bench.run('verify', next);
  expect(after.result.lock).toBeUndefined();
});
