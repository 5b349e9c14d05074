// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { unpackProvider } from './awsProvider.mjs';
import { downloadPinned } from './download.mjs';
import { onPath } from './find.mjs';
import { createOutput, isNoteworthy } from './output.mjs';
import {
  findProviderMirror,
  hasAwsProvider,
  mirroredProviders,
  terraformPlatform,
} from './providerMirror.mjs';
import { ensurePython } from './python.mjs';
import { cliConfig, isRecentEnough } from './terraform.mjs';
import { readFromZip } from './zip.mjs';

function tree(t, files = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-tools-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const provider = `registry.terraform.io/hashicorp/aws/5.100.0/${terraformPlatform()}/terraform-provider-aws`;
const packed = `registry.terraform.io/hashicorp/aws/terraform-provider-aws_5.100.0_${terraformPlatform()}.zip`;
const foreign =
  'registry.terraform.io/hashicorp/aws/5.100.0/plan9_mips/terraform-provider-aws';

for (const [layout, file] of [
  ['unpacked', provider],
  ['packed', packed],
]) {
  test(`finds an ${layout} provider mirror somewhere below a prefix`, t => {
    const prefix = tree(t, {
      [`vendor/tools/some-mirror/${file}`]: 'x',
      'other/deep/down/file': 'x',
    });
    const found = findProviderMirror({
      env: {},
      home: tree(t),
      prefixes: [join(prefix, 'absent'), prefix],
    });
    assert.deepEqual(found, {
      ok: true,
      mirror: join(prefix, 'vendor/tools/some-mirror'),
    });
  });
}

test('passes a mirror by which has no provider for this machine', t => {
  const prefix = tree(t, { [`a/${foreign}`]: 'x', [`b/c/${provider}`]: 'x' });
  const found = findProviderMirror({
    env: {},
    home: tree(t),
    prefixes: [prefix],
  });
  assert.deepEqual(found, { ok: true, mirror: join(prefix, 'b/c') });
});

test('does not look deeper than a mirror lies', t => {
  const prefix = tree(t, { [`1/2/3/4/5/${provider}`]: 'x' });
  const { ok, reason } = findProviderMirror({
    env: {},
    home: tree(t),
    prefixes: [prefix],
  });
  assert.deepEqual(
    { ok, reason },
    {
      ok: false,
      reason: 'no filesystem mirror with the AWS provider was found',
    },
  );
});

test('Terraform’s usual places come before a search, and the named mirror before both', t => {
  const home = tree(t, { [`.terraform.d/plugins/${provider}`]: 'x' });
  const prefix = tree(t, { [provider]: 'x' });
  const named = tree(t, { [provider]: 'x' });
  const usual = findProviderMirror({
    env: { XDG_DATA_DIRS: prefix },
    home,
    prefixes: [prefix],
  });
  assert.equal(usual.mirror, join(home, '.terraform.d/plugins'));
  assert.equal(
    findProviderMirror({ env: { GROUNDWORK_PROVIDER_MIRROR: named }, home })
      .mirror,
    named,
  );
});

test('a named mirror without the provider is an error, not a search', t => {
  const { ok, reason } = findProviderMirror({
    env: { GROUNDWORK_PROVIDER_MIRROR: tree(t) },
  });
  assert.equal(ok, false);
  assert.match(
    reason,
    /GROUNDWORK_PROVIDER_MIRROR has no AWS provider for this machine \(expected .*hashicorp\/aws/,
  );
});

test('Terraform takes from the mirror what the mirror has and all else from the registry', t => {
  const mirror = tree(t, { [provider]: 'x' });
  assert.equal(hasAwsProvider(mirror), true);
  assert.deepEqual(mirroredProviders(mirror), [
    'registry.terraform.io/hashicorp/aws',
  ]);
  assert.match(
    cliConfig(mirror),
    /filesystem_mirror \{\n {4}path {4}= ".*"\n {4}include = \["registry.terraform.io\/hashicorp\/aws"\]/,
  );
  assert.equal(cliConfig(undefined), 'disable_checkpoint = true\n');
});

test('Terraform must be 1.10 or newer', () => {
  assert.deepEqual(
    ['1.9.8', '1.10.0', '1.11.4', '2.0.0', '0.15.5'].map(isRecentEnough),
    [false, true, true, true, false],
  );
});

test('a Python that cannot import moto is one line with what to do', async t => {
  const folder = tree(t, { python3: '#!/bin/sh\nexit 1\n' });
  chmodSync(join(folder, 'python3'), 0o755);
  const result = await ensurePython({
    env: { GROUNDWORK_PYTHON: join(folder, 'python3') },
  });
  assert.equal(result.ok, false);
  assert.equal(
    result.reason,
    `GROUNDWORK_PYTHON (${join(folder, 'python3')}) cannot import moto 5.2`,
  );
  assert.match(result.hint, /pip install "moto\[server\]==5\.2\.\*"/);
});

test('finds a program on the path, and takes no file that cannot be run', t => {
  const folder = tree(t, { 'a/tool': 'x', 'b/tool': 'x' });
  chmodSync(join(folder, 'b/tool'), 0o755);
  assert.equal(
    onPath(['nothing', 'tool'], `${folder}/a:${folder}/b`),
    join(folder, 'b/tool'),
  );
  assert.equal(onPath(['nothing'], `${folder}/a:${folder}/b`), undefined);
});

/** A zip archive of one file, written by hand from the format's description. */
function zipOf(name, content, method) {
  const data = method === 8 ? deflateRawSync(content) : content;
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + name.length + data.length, 16);
  return Buffer.concat([
    local,
    Buffer.from(name),
    data,
    entry,
    Buffer.from(name),
    end,
  ]);
}

for (const method of [0, 8]) {
  test(`reads a file of a zip archive which is kept by method ${method}`, () => {
    const archive = zipOf(
      'terraform',
      Buffer.from('the program '.repeat(50)),
      method,
    );
    assert.equal(
      readFromZip(archive, 'terraform').toString(),
      'the program '.repeat(50),
    );
    assert.throws(() => readFromZip(archive, 'other'), /no file 'other'/);
  });
}

test('unpacks a downloaded provider into a mirror that is found', t => {
  const mirror = tree(t);
  const name = 'terraform-provider-aws_v5.100.0_x5';
  unpackProvider(zipOf(name, Buffer.from('the provider'), 8), mirror);
  assert.equal(hasAwsProvider(mirror), true);
  assert.deepEqual(mirroredProviders(mirror), [
    'registry.terraform.io/hashicorp/aws',
  ]);
});

test('takes a download only with a checksum that is known', async t => {
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/file' ? 200 : 404;
    response.end('content');
  });
  await new Promise(resolve => server.listen(0, 'localhost', resolve));
  t.after(() => server.close());
  const url = `http://localhost:${server.address().port}`;
  const known =
    'ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73';
  const { bytes } = await downloadPinned(`${url}/file`, ['0', known]);
  assert.equal(bytes.toString(), 'content');
  const changed = await downloadPinned(`${url}/file`, ['0']);
  assert.equal(changed.bytes, undefined);
  assert.match(changed.reason, /has the SHA-256 checksum ed7002b4.*expected/);
  assert.match(
    (await downloadPinned(`${url}/other`, [known])).reason,
    /answered 404/,
  );
  assert.match(
    (await downloadPinned('http://localhost:1/x', [known])).reason,
    /localhost:1\/x: /,
  );
});

test('refuses what is no zip archive', () => {
  assert.throws(
    () => readFromZip(Buffer.from('<html>'.repeat(10)), 'terraform'),
    /not a zip archive/,
  );
});

test('shows warnings and errors of a child once, and keeps all in its log', t => {
  const printed = [];
  const output = createOutput({
    name: 'backend',
    folder: tree(t),
    print: text => printed.push(text),
  });
  const escape = String.fromCharCode(27);
  output.write(
    `2026-01-01T00:00:00.000Z catalog info fine\n${escape}[2m2026-01-01T00:00:01.000Z${escape}[22m catalog `,
  );
  output.write('warn odd\n2026-01-01T00:00:02.000Z catalog warn odd\n');
  assert.deepEqual(printed, ['[backend] catalog warn odd']);
});

test('knows an error from other lines', () => {
  const lines = [
    'TypeError: x',
    'ERROR in ./src',
    '2026-01-01T00:00:00Z auth error no',
    'no error here',
    'errors: 0',
  ];
  assert.deepEqual(lines.map(isNoteworthy), [true, true, true, false, false]);
});
