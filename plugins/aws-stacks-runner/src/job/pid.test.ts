// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimPidFile, isProcessAlive, processStart, readPidFile } from './pid';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundwork-pid-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const STARTED = '2026-01-01T00:00:00.000Z';

it('is claimed once and says who claimed it', () => {
  const path = join(folder, 'pid');
  expect(claimPidFile(path, STARTED)).toBe(true);
  expect(claimPidFile(path, STARTED)).toBe(false);
  expect(readPidFile(path)).toEqual({
    pid: process.pid,
    processStart: processStart(process.pid),
    host: hostname(),
    startedAt: STARTED,
  });
  expect(readdirSync(folder)).toEqual(['pid']);
});

it('tells a process from a later one with the same id, and from one on another host', () => {
  const runner = {
    pid: process.pid,
    processStart: processStart(process.pid) ?? '',
    host: hostname(),
    startedAt: STARTED,
  };
  expect(isProcessAlive(runner)).toBe(true);
  expect(isProcessAlive({ ...runner, processStart: '1' })).toBe(false);
  expect(isProcessAlive({ ...runner, host: 'elsewhere' })).toBe(false);
});

it('knows no file and no process', () => {
  expect(readPidFile(join(folder, 'none'))).toBeUndefined();
  expect(processStart(2 ** 30)).toBeUndefined();
});
