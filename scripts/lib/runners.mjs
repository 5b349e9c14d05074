// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { run, signalGroup, sleep } from './process.mjs';

function subfolders(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => join(folder, name));
}

function readPidFile(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // a runner that died while it wrote it
  }
}

/**
 * When a process was started, as the kernel gives it, else as ps prints it: the runner writes it down in the same way.
 * Undefined for one that has ended and only waits to be noticed.
 */
export async function processStart(pid) {
  const stat = `/proc/${pid}/stat`;
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || undefined;
  }
  if (!existsSync(stat)) return undefined;
  const fields = readFileSync(stat, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return ['Z', 'X'].includes(fields[0]) ? undefined : fields[19];
}

/** The runners of a data folder which are alive: their number may meanwhile belong to another process. */
export async function liveRunners(dataDir) {
  const files = subfolders(join(dataDir, 'runs'))
    .flatMap(subfolders)
    .map(folder => join(folder, 'pid'))
    .filter(existsSync);
  const runners = files
    .map(readPidFile)
    .filter(
      content => Number.isInteger(content?.pid) && content.host === hostname(),
    );
  const starts = await Promise.all(
    runners.map(({ pid }) => processStart(pid).catch(() => undefined)),
  );
  return runners.filter(
    (runner, at) =>
      starts[at] !== undefined && starts[at] === runner.processStart,
  );
}

/**
 * Ends the runners of the sandbox. They are made to survive the backend, but not the emulator whose resources they
 * change: its data is thrown away with it.
 */
export async function stopRunners(dataDir, graceMs = 5_000) {
  const runners = await liveRunners(dataDir);
  for (const { pid } of runners) signalGroup(pid, 'SIGTERM');
  const end = Date.now() + graceMs;
  while ((await liveRunners(dataDir)).length > 0 && Date.now() < end)
    await sleep(100);
  for (const { pid } of await liveRunners(dataDir)) signalGroup(pid, 'SIGKILL');
  return runners.length;
}
