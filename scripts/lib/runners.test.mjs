// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sleep } from './process.mjs';
import { liveRunners, processStart, stopRunners } from './runners.mjs';

/** A data folder with a runner's pid file; the process is a sleeping one of our own. */
async function dataWithRunner(t, change = content => content) {
  const data = mkdtempSync(join(tmpdir(), 'groundwork-runners-'));
  const runner = spawn('sleep', ['60'], { detached: true });
  t.after(() => {
    runner.kill('SIGKILL');
    rmSync(data, { recursive: true });
  });
  const folder = join(data, 'runs', 'run-1', 'apply');
  mkdirSync(folder, { recursive: true });
  const content = {
    pid: runner.pid,
    processStart: await processStart(runner.pid),
    host: hostname(),
  };
  writeFileSync(join(folder, 'pid'), JSON.stringify(change(content)));
  return { data, runner };
}

test('stops a runner that is alive', async t => {
  const { data, runner } = await dataWithRunner(t);
  assert.equal(await stopRunners(data), 1);
  await sleep(50);
  assert.equal(runner.signalCode, 'SIGTERM');
});

for (const [what, change] of [
  [
    'whose number now belongs to another process',
    content => ({ ...content, processStart: '1' }),
  ],
  ['of another host', content => ({ ...content, host: 'elsewhere' })],
  ['whose file is damaged', () => ({ pid: 'x' })],
]) {
  test(`leaves a runner alone ${what}`, async t => {
    const { data, runner } = await dataWithRunner(t, change);
    assert.deepEqual(await liveRunners(data), []);
    assert.equal(await stopRunners(data), 0);
    assert.equal(runner.signalCode, null);
  });
}

test('a data folder without runs has no runners', async () => {
  assert.equal(await stopRunners(join(tmpdir(), 'groundwork-absent')), 0);
});
