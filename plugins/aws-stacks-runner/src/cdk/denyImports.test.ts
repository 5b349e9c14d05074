// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CDK_LAYER } from '../__testUtils__/layers';
import { writeFiles } from '../__testUtils__/packBundle';
import { refuseImports } from './denyImports';
import { codeFiles } from './layerProject';

async function check(files: Record<string, string>): Promise<void> {
  const root = writeFiles(files);
  try {
    const folder = join(root, 'cdk');
    await refuseImports(folder, codeFiles(folder));
  } finally {
    rmSync(root, { recursive: true });
  }
}

it('accepts a layer, and leaves its tests aside', async () => {
  await expect(
    check({ ...CDK_LAYER, 'cdk/test/kms.test.ts': "import 'node:test';" }),
  ).resolves.toBeUndefined();
});

it.each([
  ["import x from 'left-pad';", 'cdk/bin/kms.ts:1: it imports left-pad'],
  [
    "import 'aws-cdk-lib';\nimport cp from 'node:child_process';",
    ':2: it imports node:child_process',
  ],
  ["import 'fs';", 'it imports fs'],
  ["import 'node:net';", 'it imports node:net'],
  ["import 'node:module';", 'it imports node:module'],
  [
    "export { a } from '../../terraform/x.ts';",
    'it imports ../../terraform/x.ts',
  ],
  ["import '/etc/passwd';", 'it imports /etc/passwd'],
  ["await import('node:' + 'net');", 'it imports a name that is computed'],
  ["const a = await import('axios');", 'it imports axios'],
  ['enum A { B }', 'its types cannot be taken off'],
])('refuses %s', async (text, reason) => {
  await expect(check({ 'cdk/bin/kms.ts': text })).rejects.toThrow(reason);
});

it('refuses modules of another kind', async () => {
  await expect(check({ 'cdk/lib/a.cjs': "require('net');" })).rejects.toThrow(
    'only .ts, .mts, .js and .mjs',
  );
});
