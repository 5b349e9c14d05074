// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

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

  it('refuses a file that the engine writes', async () => {
    const { body } = await bench
      .as()
      .upload(bundleOf({ 'terraform/backend_override.tf.json': '{}' }))
      .expect(400);
    expect(body.error.message).toContain(
      'it brings terraform/backend_override.tf.json',
    );
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
