// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './paths.mjs';
import { sleep } from './process.mjs';

const fixture = join(root, 'scripts/lib/__fixtures__/launchFake.mjs');

const isAlive = pid => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function until(what, condition, ms = 10_000) {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(50)) {
    const value = condition();
    if (value) return value;
  }
  throw new Error(`${what} did not happen within ${ms} ms`);
}

/** A process that writes its number and that of a child of its own into a file, and says that it is ready. */
function fake(name, folder, { restart = false, afterwards = 'wait' } = {}) {
  const file = join(folder, `${name}.pids`);
  const script = `sleep 60 & echo $$ $! > '${file}'; echo '{"event":"up"}'; ${afterwards}`;
  return {
    definition: {
      name,
      command: 'sh',
      args: ['-c', script],
      restart,
      readyEvent: 'up',
    },
    file,
  };
}

const pidsOf = file =>
  existsSync(file)
    ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number)
    : [];

/** Starts the launcher over fakes and collects what it prints. */
function startLauncher(t, makeFakes) {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-launch-'));
  const fakes = makeFakes(folder);
  const table = fakes.map(({ definition }) => definition);
  const child = spawn(process.execPath, [
    fixture,
    JSON.stringify({ table, logsDir: folder }),
  ]);
  const state = { text: '', code: undefined };
  child.stdout.on('data', data => (state.text += data));
  child.stderr.on('data', data => (state.text += data));
  child.once('exit', code => (state.code = code));
  t.after(async () => {
    child.kill('SIGTERM'); // a launcher that is killed outright would leave its fakes behind
    await until('the end of the launcher', () => state.code !== undefined);
    rmSync(folder, { recursive: true, force: true });
  });
  const ready = () =>
    until('ready', () => state.text.includes('Groundwork is ready'));
  const ended = () =>
    until('the end', () => state.code !== undefined && { code: state.code });
  return { child, state, fakes, ready, ended };
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  test(`${signal} stops all that was started, children of children too, and nothing else`, async t => {
    const bystander = spawn('sleep', ['60']);
    t.after(() => bystander.kill());
    const { child, state, fakes, ready, ended } = startLauncher(t, folder => [
      fake('one', folder),
      fake('two', folder),
    ]);
    await ready();
    const pids = fakes.flatMap(({ file }) => pidsOf(file));
    child.kill(signal);
    assert.deepEqual(await ended(), { code: 0 });
    assert.equal(pids.length, 4);
    assert.deepEqual(pids.filter(isAlive), []);
    assert.equal(isAlive(bystander.pid), true);
    assert.equal(
      state.text,
      'Groundwork is ready at http://localhost:17001\nStopping …\n',
    );
  });
}

test('a process that may restart comes back when it is killed, without its old children', async t => {
  const { state, fakes, ready } = startLauncher(t, folder => [
    fake('backend', folder, { restart: true }),
  ]);
  await ready();
  const [pid, itsChild] = pidsOf(fakes[0].file);
  process.kill(pid, 'SIGKILL');
  await until(
    'a new start',
    () =>
      pidsOf(fakes[0].file)[0] !== pid && pidsOf(fakes[0].file).length === 2,
  );
  assert.match(
    state.text,
    /The backend ended \(SIGKILL\); it is started again in 1 s\. Its log is .*backend\.log/,
  );
  assert.equal(isAlive(itsChild), false);
  assert.equal(state.text.match(/is ready/g).length, 1);
});

test('the loss of a process that must not restart ends everything with a line', async t => {
  const { state, fakes, ready, ended } = startLauncher(t, folder => [
    fake('backend', folder, { restart: true }),
    fake('sandbox', folder),
  ]);
  await ready();
  const pids = fakes.flatMap(({ file }) => pidsOf(file));
  process.kill(pidsOf(fakes[1].file)[0], 'SIGKILL');
  assert.deepEqual(await ended(), { code: 1 });
  assert.match(
    state.text,
    /The sandbox ended \(SIGKILL\), so Groundwork stops\. Its log is .*sandbox\.log/,
  );
  assert.deepEqual(pids.filter(isAlive), []);
});

test('a process that never gets ready is given up after its third death', async t => {
  const definition = {
    name: 'backend',
    command: 'sh',
    args: ['-c', 'echo "Error: no"; exit 3'],
    restart: true,
  };
  const { state, ended } = startLauncher(t, () => [{ definition }]);
  assert.deepEqual(await ended(), { code: 1 });
  assert.match(state.text, /\[backend\] Error: no\n/);
  assert.match(state.text, /The backend ended \(code 3\), so Groundwork stops/);
  assert.doesNotMatch(state.text, /is ready/);
});

test('a program that is not there ends everything with a line', async t => {
  const definition = {
    name: 'sandbox',
    command: 'groundwork-no-such-program',
    args: [],
  };
  const { state, ended } = startLauncher(t, () => [{ definition }]);
  assert.deepEqual(await ended(), { code: 1 });
  assert.match(
    state.text,
    /The sandbox ended \(.*ENOENT.*\), so Groundwork stops/,
  );
});

test('what is preloaded ends a process whose launcher was killed outright', async t => {
  const preload = join(root, 'scripts/lib/endWithParent.cjs');
  const start = `const c = require('node:child_process').spawn(process.execPath, ['--require', ${JSON.stringify(
    preload,
  )}, '-e', 'setInterval(() => {}, 1000)'], { detached: true }); console.log(c.pid)`;
  const launcher = spawn(process.execPath, ['-e', start]);
  const pid = await new Promise(resolve =>
    launcher.stdout.once('data', data => resolve(Number(data))),
  );
  t.after(() => isAlive(pid) && process.kill(pid, 'SIGKILL'));
  await sleep(500); // until it has seen whose child it is
  assert.equal(isAlive(pid), true);
  launcher.kill('SIGKILL');
  await until('the end of the child', () => !isAlive(pid));
});
