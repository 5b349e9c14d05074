// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { GATE_FILE, setGate } from './gate';
import { PORTS } from './ports';

const ROOT = resolve(__dirname, '../../../..');

/**
 * Starts the sandbox with `npm start`, and waits for its line "Groundwork is ready". While writing a test, set
 * GROUNDWORK_E2E_REUSE=1 to use a sandbox that runs already on these ports.
 */
export default async function globalSetup() {
  if (process.env.GROUNDWORK_E2E_REUSE) return;
  const results = resolve(ROOT, 'test-results');
  rmSync(resolve(results, 'screens'), { recursive: true, force: true });
  mkdirSync(resolve(results, 'screens'), { recursive: true });
  setGate([]);
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      GROUNDWORK_APP_PORT: String(PORTS.app),
      GROUNDWORK_BACKEND_PORT: String(PORTS.backend),
      GROUNDWORK_EMULATOR_PORT: String(PORTS.emulator),
      GROUNDWORK_DATA_DIR: resolve(ROOT, '.groundwork/e2e'),
      APP_CONFIG_groundwork_sandbox_gateFile: JSON.stringify(GATE_FILE),
    },
  });
  writeFileSync(resolve(results, 'launcher.pid'), String(child.pid));
  const last: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    last.push(line);
    if (line.startsWith('Groundwork is ready at ')) {
      child.stdout.resume();
      child.unref();
      return;
    }
  }
  throw new Error(
    `npm start ended before it was ready:\n${last.slice(-30).join('\n')}`,
  );
}
