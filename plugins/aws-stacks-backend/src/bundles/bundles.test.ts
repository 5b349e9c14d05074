// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  TestDatabases,
  createMockDirectory,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { type Bench, RITA, startBench } from '../__testUtils__/backend';
import {
  KMS_BUNDLE,
  bundleOf,
  digestOf,
  tarEntry,
  tarball,
} from '../__testUtils__/bundles';
import { loadKey } from './KeyFile';
import { readBundleFiles } from './readBundleFiles';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

const main = tarEntry({ path: 'terraform/main.tf' }, '# nothing');

describe('readBundleFiles', () => {
  it('lists the files', async () => {
    const archive = tarball([
      tarEntry({ path: './terraform/', type: 'Directory' }),
      tarEntry({ path: './terraform/main.tf' }, '#'),
      tarEntry({ path: 'docs/runbook.md' }, '#'),
    ]);
    expect(await readBundleFiles(archive)).toEqual([
      'docs/runbook.md',
      'terraform/main.tf',
    ]);
  });

  const hostile: [string, Buffer, string][] = [
    ['no gzip', Buffer.from('hello'), 'no complete gzip'],
    ['an empty body', Buffer.alloc(0), 'no complete gzip'],
    ['a gzip that is cut off', KMS_BUNDLE.subarray(0, 60), 'no complete gzip'],
    ['a gzip of no tar', gzipSync(Buffer.alloc(700, 'x')), 'no complete tar'],
    [
      'a tar that is cut off',
      gzipSync(gunzipSync(KMS_BUNDLE).subarray(0, 530)),
      'no complete tar',
    ],
    ['nothing in it', tarball([]), 'no complete tar'],
    [
      'folders only',
      tarball([tarEntry({ path: 'docs/', type: 'Directory' })]),
      'it holds no files',
    ],
    [
      'a path out of it',
      tarball([tarEntry({ path: '../evil' }, 'x')]),
      'leads out of the folder',
    ],
    [
      'a hidden path out of it',
      tarball([tarEntry({ path: 'a/../../evil' }, 'x')]),
      'leads out of the folder',
    ],
    [
      'an absolute path',
      tarball([tarEntry({ path: '/etc/passwd' }, 'x')]),
      'is absolute',
    ],
    [
      'a Windows path',
      tarball([tarEntry({ path: 'C:\\evil' }, 'x')]),
      'a backslash',
    ],
    [
      'a symbolic link',
      tarball([
        main,
        tarEntry({
          path: 'link',
          type: 'SymbolicLink',
          linkpath: '/etc/passwd',
        }),
      ]),
      'is a SymbolicLink',
    ],
    [
      'a hard link',
      tarball([
        main,
        tarEntry({ path: 'link', type: 'Link', linkpath: 'terraform/main.tf' }),
      ]),
      'is a Link',
    ],
    [
      'a device',
      tarball([tarEntry({ path: 'dev', type: 'CharacterDevice' })]),
      'is a CharacterDevice',
    ],
    [
      'a pipe',
      tarball([tarEntry({ path: 'pipe', type: 'FIFO' })]),
      'is a FIFO',
    ],
    ['one file twice', tarball([main, main]), 'is in it twice'],
    [
      'one file in two spellings',
      tarball([main, tarEntry({ path: 'Terraform/MAIN.tf' }, 'x')]),
      'is in it twice',
    ],
    [
      'the engine’s context',
      bundleOf({ 'terraform/groundwork.auto.tfvars.json': '{}' }),
      'which the engine writes',
    ],
    [
      'the engine’s backend',
      bundleOf({ 'terraform/backend_override.tf.json': '{}' }),
      'which the engine writes',
    ],
    [
      'the engine’s CDK context',
      bundleOf({ 'cdk/groundwork.json': '{}' }),
      'which the engine writes',
    ],
    [
      'more than may be unpacked',
      gzipSync(Buffer.alloc(120_000_000)),
      'unpacks to more than',
    ],
    [
      'too many files',
      tarball(
        Array.from({ length: 2001 }, (_, n) => tarEntry({ path: `f${n}` }, '')),
      ),
      'more than 2000 files',
    ],
    [
      'a control character',
      tarball([tarEntry({ path: 'a\u0007b' }, 'x')]),
      'control character',
    ],
  ];

  it.each(hostile)('refuses %s', async (_name, archive, message) => {
    await expect(readBundleFiles(archive)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(message),
    });
  });
});

describe('loadKey', () => {
  it('makes a key that only its owner can read, once', async () => {
    const { path } = createMockDirectory();
    const keys = await Promise.all(
      [1, 2, 3].map(() => loadKey({ dataDirectory: path })),
    );
    expect(new Set(keys.map(key => key.toString('hex'))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect(statSync(join(path, 'key')).mode % 0o1000).toBe(0o600);
    expect(readdirSync(path)).toEqual(['key']);
  });

  it('refuses a key file that is damaged', async () => {
    const { path } = createMockDirectory({ content: { key: 'short' } });
    await expect(loadKey({ dataDirectory: path })).rejects.toThrow(
      'does not hold a key',
    );
  });
});

describe('POST /v1/bundles', () => {
  let bench: Bench;
  let db: Knex;

  beforeAll(async () => {
    db = await databases.init('SQLITE_3');
    bench = await startBench({ db });
  });

  afterAll(() => bench.backend.stop());

  it('stores the same bytes once, and not in clear', async () => {
    const archive = bundleOf({ 'terraform/main.tf': 'canary-in-source' });
    const { body } = await bench.as().upload(archive).expect(201);
    await bench.as().upload(archive).expect(201);
    expect(body).toEqual({
      digest: digestOf(archive),
      sizeBytes: archive.length,
      files: ['terraform/main.tf'],
    });
    expect(await db('bundles').where({ digest: body.digest })).toMatchObject([
      { created_by: RITA },
    ]);
    const file = join(bench.dataDirectory, 'bundles', `${body.digest}.sealed`);
    expect(readFileSync(file).subarray(0, 4).toString()).toBe('GWS1');
    expect(statSync(file).mode % 0o1000).toBe(0o600);
  });

  it('refuses a path out of the bundle, stores nothing and audits it', async () => {
    const before = readdirSync(join(bench.dataDirectory, 'bundles'));
    const archive = tarball([tarEntry({ path: '../../evil' }, 'x')]);
    await bench.as().upload(archive).expect(400);
    expect(readdirSync(join(bench.dataDirectory, 'bundles'))).toEqual(before);
    const audit = await db('audit').orderBy('id', 'desc').first();
    expect(audit).toMatchObject({
      action: 'bundle.upload',
      outcome: 'refused',
      actor: RITA,
    });
    expect(audit.reason).toContain('leads out of the folder');
  });

  it('refuses more than 20 MB', async () => {
    const { body } = await bench
      .as()
      .upload(Buffer.alloc(20_000_001))
      .expect(400);
    expect(body.error.message).toContain('larger than 20000000 bytes');
  });

  it('refuses to give out a bundle that was changed', async () => {
    const { stackId } = await bench.as().create({ name: 'changed' });
    const file = join(
      bench.dataDirectory,
      'bundles',
      `${digestOf(KMS_BUNDLE)}.sealed`,
    );
    const sealed = readFileSync(file);
    sealed[sealed.length - 1] += 1;
    writeFileSync(file, sealed);
    const { body } = await bench
      .as()
      .get(`/v1/stacks/${stackId}/source`)
      .expect(400);
    expect(body.error.message).toContain('was changed');
  });
});
