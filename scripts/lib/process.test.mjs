// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run, signalGroup, sleep, startGroup, stopGroup } from './process.mjs';

const isAlive = pid => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function goneWithin(pid, ms) {
  const end = Date.now() + ms;
  while (isAlive(pid) && Date.now() < end) await sleep(50);
  return !isAlive(pid);
}

/** Starts a shell which starts a sleeping grandchild and prints its process id. */
async function family(script) {
  const child = startGroup('sh', ['-c', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [text] = await new Promise(resolve =>
    child.stdout.once('data', data => resolve([String(data)])),
  );
  return { child, grandchild: Number(text) };
}

test('returns the code and both outputs of a command', async () => {
  const { code, stdout, stderr } = await run('sh', [
    '-c',
    'echo out; echo err >&2; exit 3',
  ]);
  assert.deepEqual(
    { code, stdout, stderr },
    { code: 3, stdout: 'out\n', stderr: 'err\n' },
  );
});

test('a command that does not exist has the code 127 and a reason', async () => {
  const { code, stderr } = await run('groundwork-no-such-program', []);
  assert.equal(code, 127);
  assert.match(stderr, /ENOENT/);
});

test('a command which takes too long is ended', async () => {
  const { code, signal } = await run('sleep', ['30'], { timeoutMs: 100 });
  assert.deepEqual({ code, signal }, { code: 1, signal: 'SIGTERM' });
});

test('stopping a group ends the children of its leader too', async () => {
  const { child, grandchild } = await family('sleep 60 & echo $!; wait');
  await stopGroup(child.pid, 2_000);
  assert.equal(signalGroup(child.pid, 0), false);
  assert.equal(await goneWithin(grandchild, 1_000), true);
});

test('a group which ignores the kind signal is ended all the same', async () => {
  const { child, grandchild } = await family(
    'trap "" TERM; sleep 60 & echo $!; wait; sleep 60',
  );
  await stopGroup(child.pid, 300);
  assert.equal(await goneWithin(grandchild, 1_000), true);
});

test('what a leader leaves behind when it dies alone is ended', async () => {
  const { grandchild } = await family('sleep 60 & echo $!');
  assert.equal(await goneWithin(grandchild, 3_000), true);
});
