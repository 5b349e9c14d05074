// SPDX-License-Identifier: Apache-2.0
import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { eventually } from '../__testUtils__/clients';

const PROGRAM = resolvePackagePath(
  '@groundwork/sandbox',
  'bin/groundwork-sandbox.js',
);

interface Run {
  child: ChildProcess;
  events: Record<string, unknown>[];
  stderr(): string;
  exit: Promise<number | null>;
}

function run(args: string[], env: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const events: Record<string, unknown>[] = [];
  createInterface({ input: child.stdout! }).on('line', line =>
    events.push(JSON.parse(line)),
  );
  let stderr = '';
  child.stderr!.on('data', text => {
    stderr += text;
  });
  const exit = new Promise<number | null>(resolve => {
    child.once('exit', code => resolve(code));
  });
  return { child, events, stderr: () => stderr, exit };
}

async function waitFor({ events }: Run, name: string) {
  await eventually(
    async () => events.map(event => event.event),
    names => names.includes(name),
    60_000,
  );
  return events.find(event => event.event === name) ?? {};
}

const ended = (pid: number) =>
  eventually(
    async () => {
      try {
        process.kill(pid, 0);
        return 'running';
      } catch {
        return 'ended';
      }
    },
    state => state === 'ended',
  );

describe('groundwork-sandbox', () => {
  const up = ['up', '--port', '0', '--control-port', '0'];
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
  });
  afterEach(() => rmSync(data, { recursive: true, force: true }));

  it('comes up, seeds, says so, and takes fault rules', async () => {
    const sandbox = run([...up, '--data', data, '--seed', 'minimal']);
    const ready = await waitFor(sandbox, 'emulator-ready');
    expect(await waitFor(sandbox, 'seeded')).toEqual({
      event: 'seeded',
      size: 'minimal',
      ms: expect.any(Number),
    });
    expect(
      JSON.parse(readFileSync(path.join(data, 'sandbox.json'), 'utf8')),
    ).toEqual({
      endpoint: ready.endpoint,
      controlUrl: ready.control,
      pid: ready.pid,
    });
    const control = ['--control-port', new URL(String(ready.control)).port];
    const add = run([
      'faults',
      'add',
      '{"kind":"deny","action":"kms:*"}',
      ...control,
    ]);
    expect(await add.exit).toBe(0);
    const list = run(['faults', 'list', ...control]);
    expect(await list.exit).toBe(0);
    expect(list.events).toEqual([
      expect.objectContaining({ kind: 'deny', action: 'kms:*' }),
    ]);
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.exit).toBe(0);
    await ended(Number(ready.pid));
  }, 120_000);

  it.each([
    ['its standard input closes', (r: Run) => r.child.stdin?.end()],
    ['it is killed', (r: Run) => r.child.kill('SIGKILL')],
  ])(
    'leaves no emulator behind when %s',
    async (_, end) => {
      const sandbox = run([...up, '--seed', 'none']);
      const { pid } = await waitFor(sandbox, 'emulator-ready');
      end(sandbox);
      await sandbox.exit;
      expect(await ended(Number(pid))).toBe('ended');
    },
    60_000,
  );

  it.each([
    [['down'], 2, /Unknown command down/],
    [['up', '--port', 'x'], 2, /--port is x; give a port from 0 to 65535/],
    [['up', '--seed', 'huge'], 2, /--seed is huge; it must be full or minimal/],
    [['faults', 'add', 'kms'], 2, /A fault rule is JSON such as/],
  ])('refuses %j with one line', async (args, code, message) => {
    const refused = run(args);
    expect(await refused.exit).toBe(code);
    expect(refused.stderr().trim()).toMatch(message);
  });

  it('says what to do without moto', async () => {
    const refused = run(up, { GROUNDWORK_PYTHON: process.execPath });
    expect(await refused.exit).toBe(3);
    expect(refused.stderr()).toMatch(
      /No Python with moto 5\.2\.x was found .* Run: python3 -m venv/,
    );
  });
});
