// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { installStamp, packageFiles } from './yarn.mjs';

function checkout(t, files) {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-stamp-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const write = (name, content) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(
      join(folder, name),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  return { folder, write };
}

const files = {
  'package.json': { name: 'root', workspaces: ['plugins/*'] },
  'plugins/a/package.json': {
    name: 'a',
    dependencies: { zod: '^4' },
    scripts: { test: 'x' },
  },
  'plugins/notes.txt': 'no package',
  'yarn.lock': 'one',
};

test('finds the package files of the root and its workspaces', t => {
  const { folder } = checkout(t, files);
  assert.deepEqual(packageFiles(folder), [
    join(folder, 'package.json'),
    join(folder, 'plugins/a/package.json'),
  ]);
});

test('an installation fits as long as nothing that decides it changes', t => {
  const { folder, write } = checkout(t, files);
  const stamp = installStamp(folder, '24.1.0');
  write('plugins/a/package.json', {
    ...files['plugins/a/package.json'],
    scripts: { test: 'y' },
  });
  assert.equal(installStamp(folder, '24.9.0'), stamp);
});

for (const [what, name, content, nodeVersion = '24.1.0'] of [
  ['the lock file', 'yarn.lock', 'two'],
  [
    'a dependency',
    'plugins/a/package.json',
    { name: 'a', dependencies: { zod: '^3' } },
  ],
  ['a new package', 'plugins/b/package.json', { name: 'b' }],
  ['the major version of Node', 'yarn.lock', 'one', '22.1.0'],
]) {
  test(`an installation no longer fits when ${what} changes`, t => {
    const { folder, write } = checkout(t, files);
    const stamp = installStamp(folder, '24.1.0');
    write(name, content);
    assert.notEqual(installStamp(folder, nodeVersion), stamp);
  });
}
