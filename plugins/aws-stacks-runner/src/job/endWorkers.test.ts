// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeRunnerWork } from '../launch';

const root = mkdtempSync(join(tmpdir(), 'groundwork-runner-'));

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A child as a runner starts them, at work in the folder of a job. */
function startWorker(job: string) {
  const home = join(root, job, 'work', 'home');
  mkdirSync(home, { recursive: true });
  return spawn('sleep', ['60'], {
    env: { PATH: process.env.PATH, HOME: home },
  });
}

it('ends what a killed runner has left at work in its folder, and nothing else', async () => {
  const left = startWorker('killed');
  const other = startWorker('killed-too');
  await Promise.all([once(left, 'spawn'), once(other, 'spawn')]);
  const ended = once(left, 'exit');
  await removeRunnerWork(join(root, 'killed'));
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(existsSync(join(root, 'killed', 'work'))).toBe(false);
  expect(other.exitCode).toBeNull();
  expect(other.signalCode).toBeNull();
  other.kill();
});
