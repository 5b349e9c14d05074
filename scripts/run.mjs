// SPDX-License-Identifier: Apache-2.0
// Runs one program of this repository (`node scripts/run.mjs backstage-cli repo lint`) on a Node and with the packages
// it needs, so that `npm run <name>` works on any machine's own Node.
import { root } from './lib/paths.mjs';
import { onSupportedNode } from './lib/node.mjs';
import { runInForeground } from './lib/process.mjs';
import { ensureReady } from './lib/yarn.mjs';
import { toolEnvironment } from './suites/tools.mjs';

const TOOLS = /^--tools(?:=(.+))?$/;

async function main() {
  const given = process.argv.slice(2);
  const tools = TOOLS.exec(given[0] ?? '');
  const [program, ...args] = tools ? given.slice(1) : given;
  if (program === undefined) {
    throw new Error(
      'node scripts/run.mjs <program> [arguments]: no program was named',
    );
  }
  const ready = await ensureReady();
  const wantsTools = tools && (!tools[1] || args.includes(tools[1]));
  const { env } = wantsTools ? await toolEnvironment(ready.env) : ready;
  process.exitCode = await runInForeground(program, args, { cwd: root, env });
}

await onSupportedNode(import.meta.url, main);
