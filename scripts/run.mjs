// SPDX-License-Identifier: Apache-2.0
// Runs one program of this repository (`node scripts/run.mjs backstage-cli repo lint`) on a Node and with the packages
// it needs, so that `npm run <name>` works on any machine's own Node.
import { root } from './lib/paths.mjs';
import { onSupportedNode } from './lib/node.mjs';
import { runInForeground } from './lib/process.mjs';
import { ensureReady } from './lib/yarn.mjs';

async function main() {
  const [program, ...args] = process.argv.slice(2);
  if (program === undefined) {
    throw new Error(
      'node scripts/run.mjs <program> [arguments]: no program was named',
    );
  }
  const { env } = await ensureReady();
  process.exitCode = await runInForeground(program, args, { cwd: root, env });
}

await onSupportedNode(import.meta.url, main);
