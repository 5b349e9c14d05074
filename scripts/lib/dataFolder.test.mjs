// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  lockDataFolder,
  makeDataFolder,
  wipeDataFolder,
} from './dataFolder.mjs';

function parent(t) {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-data-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('empties a folder which an earlier start made', t => {
  const folder = join(parent(t), 'data');
  makeDataFolder(folder);
  writeFileSync(join(folder, 'db', 'catalog.sqlite'), 'x');
  wipeDataFolder(folder);
  assert.equal(existsSync(folder), false);
});

test('refuses to empty a folder of somebody else’s', t => {
  const folder = parent(t);
  writeFileSync(join(folder, 'thesis.txt'), 'x');
  assert.throws(
    () => wipeDataFolder(folder),
    /is not empty and not of Groundwork's making/,
  );
  assert.equal(existsSync(join(folder, 'thesis.txt')), true);
});

test('a folder that is held by a running launcher is refused with its process', async t => {
  const folder = join(parent(t), 'data');
  const other = spawn(process.execPath, [
    '-e',
    'setInterval(() => {}, 1000)',
    'start.mjs',
  ]);
  t.after(() => other.kill());
  writeFileSync(`${folder}.pid`, String(other.pid));
  await assert.rejects(
    lockDataFolder(folder),
    new RegExp(`already runs over .* as process ${other.pid}: stop it first`),
  );
});

test('a lock whose launcher has gone is taken over, and let go at the end', async t => {
  const folder = join(parent(t), 'data');
  const other = spawn(process.execPath, ['-e', '']);
  await new Promise(resolve => other.once('exit', resolve));
  writeFileSync(`${folder}.pid`, String(other.pid));
  const unlock = await lockDataFolder(folder);
  unlock();
  assert.equal(existsSync(`${folder}.pid`), false);
});
