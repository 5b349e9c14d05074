// SPDX-License-Identifier: Apache-2.0
// The import law of .eslintrc.js, tried on small files which keep it and break it, as the linter of a package sees them.
import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { root } from './lib/paths.mjs';

const { ESLint } = createRequire(join(root, 'package.json'))('eslint');

/** The rules that a text breaks when it stands in the named file of a package. */
async function brokenRules(packageFolder, file, text, base = root) {
  const eslint = new ESLint({ cwd: join(base, packageFolder) });
  const [{ messages }] = await eslint.lintText(text, {
    filePath: join(base, packageFolder, file),
  });
  const ours = [
    '@typescript-eslint/no-restricted-imports',
    'import/no-restricted-paths',
    'max-lines',
  ];
  return messages
    .map(({ ruleId }) => ruleId)
    .filter(rule => ours.includes(rule));
}

const sdk =
  "import { KMSClient } from '@aws-sdk/client-kms';\n\nexport const client = new KMSClient();\n";
const backend = 'plugins/aws-stacks-backend';

for (const [packageFolder, file, allowed] of [
  ['plugins/groundwork-common', 'src/ids.ts', false],
  ['plugins/groundwork-node', 'src/errors.ts', false],
  ['plugins/groundwork-node', 'src/aws/AwsClients.ts', true],
  [backend, 'src/service/StacksService.ts', false],
  [backend, 'src/sources/kms.ts', true],
  ['plugins/aws-stacks-runner', 'src/cdk.ts', true],
  ['packages/sandbox', 'src/seed/keys.ts', true],
  ['packages/app', 'src/App.tsx', false],
]) {
  test(`the AWS SDK is ${
    allowed ? 'allowed' : 'refused'
  } in ${packageFolder}/${file}`, async () => {
    const expected = allowed
      ? []
      : ['@typescript-eslint/no-restricted-imports'];
    assert.deepEqual(await brokenRules(packageFolder, file, sdk), expected);
  });
}

test('a file of more than 300 lines is refused', async () => {
  const text = 'export const a = 1;\n'.repeat(301);
  assert.deepEqual(
    await brokenRules('plugins/groundwork-common', 'src/long.ts', text),
    ['max-lines'],
  );
});

/** A checkout with one backend plugin whose layers all exist, since a path that leads nowhere breaks no rule. */
function backendFixture(t) {
  const base = mkdtempSync(join(tmpdir(), 'groundwork-boundaries-'));
  t.after(() => rmSync(base, { recursive: true }));
  const folder = join(base, 'plugins', 'demo-backend');
  for (const name of [
    'router',
    'router/things',
    'service/Things',
    'store/ThingsStore',
    'sources/things',
    'collector/things',
  ]) {
    const path = join(folder, 'src', `${name}.ts`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'export const thing = 1;\n');
  }
  symlinkSync(join(root, 'node_modules'), join(base, 'node_modules'));
  copyFileSync(join(root, '.eslintrc.js'), join(base, '.eslintrc.js'));
  copyFileSync(
    join(root, backend, '.eslintrc.js'),
    join(folder, '.eslintrc.js'),
  );
  writeFileSync(
    join(folder, 'package.json'),
    '{ "name": "demo-backend", "backstage": { "role": "backend-plugin" } }',
  );
  return base;
}

for (const [file, imported, allowed] of [
  ['src/router.ts', './service/Things', true],
  ['src/router.ts', './store/ThingsStore', false],
  ['src/router.test.ts', './store/ThingsStore', true],
  ['src/router/things.ts', '../sources/things', false],
  ['src/service/Things.ts', '../store/ThingsStore', true],
  ['src/service/Things.ts', '../router', false],
  ['src/store/ThingsStore.ts', '../service/Things', false],
  ['src/sources/things.ts', '../collector/things', false],
  ['src/collector/things.ts', '../sources/things', true],
]) {
  test(`${file} ${allowed ? 'may' : 'may not'} import ${imported}`, async t => {
    const text = `import { thing } from '${imported}';\n\nexport const other = thing;\n`;
    const broken = await brokenRules(
      'plugins/demo-backend',
      file,
      text,
      backendFixture(t),
    );
    assert.deepEqual(broken, allowed ? [] : ['import/no-restricted-paths']);
  });
}
