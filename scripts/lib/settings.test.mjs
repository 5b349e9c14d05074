// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { launcherConfig, writeConfig } from './launcherConfig.mjs';
import { awsEnvironment } from './processTable.mjs';
import { readSettings, wantedPorts } from './settings.mjs';

test('the sandbox on the usual ports, with SQLite, is what nothing said means', () => {
  const settings = readSettings({});
  assert.deepEqual(settings.ports, {
    app: 3000,
    backend: 7007,
    emulator: 4599,
    control: 4600,
  });
  assert.deepEqual([settings.sandbox, settings.postgres], [true, false]);
  assert.deepEqual(
    wantedPorts(settings).map(({ port }) => port),
    [3000, 7007, 4599, 4600],
  );
});

test('real accounts need no emulator, and their data lies apart from the sandbox’s', () => {
  const settings = readSettings({ GROUNDWORK_AWS: 'real' });
  assert.deepEqual(
    wantedPorts(settings).map(({ port }) => port),
    [3000, 7007],
  );
  assert.notEqual(settings.dataDir, readSettings({}).dataDir);
});

test('a chosen data folder holds the logs too', () => {
  const settings = readSettings({ GROUNDWORK_DATA_DIR: '/tmp/elsewhere' });
  assert.deepEqual(
    [settings.dataDir, settings.logsDir],
    ['/tmp/elsewhere', '/tmp/elsewhere/logs'],
  );
});

test('the engine learns where its runs lie and which Terraform to use', () => {
  const settings = readSettings({ GROUNDWORK_DATA_DIR: '/tmp/elsewhere' });
  const terraform = { binary: '/bin/terraform', providerMirror: undefined };
  assert.deepEqual(launcherConfig(settings, terraform).groundwork.stacks, {
    dataDirectory: '/tmp/elsewhere',
    terraform,
    runner: {
      environment: {
        HTTP_PROXY: 'http://localhost:4599',
        NO_PROXY: 'no.proxy.invalid',
      },
    },
  });
});

test('refuses what it does not know', () => {
  assert.throws(
    () => readSettings({ GROUNDWORK_AWS: 'prod' }),
    /GROUNDWORK_AWS is 'prod': it is 'sandbox'/,
  );
  assert.throws(
    () => readSettings({ DATABASE_URL: 'mysql://x' }),
    /DATABASE_URL is not a PostgreSQL address/,
  );
});

test('ports and database folder reach Backstage by configuration', () => {
  const settings = readSettings({
    GROUNDWORK_APP_PORT: '17001',
    GROUNDWORK_BACKEND_PORT: '17002',
  });
  const { app, backend } = launcherConfig(settings);
  assert.equal(app.baseUrl, 'http://localhost:17001');
  assert.deepEqual(backend, {
    baseUrl: 'http://localhost:17002',
    listen: { port: 17002 },
    cors: { origin: 'http://localhost:17001' },
    database: {
      client: 'better-sqlite3',
      connection: { directory: join(settings.dataDir, 'db') },
    },
  });
});

test('on PostgreSQL the sandbox keeps to databases of its own, and the address with its password stays out of the file', t => {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-config-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const settings = readSettings({
    DATABASE_URL: 'postgres://me:canary@localhost/x',
    GROUNDWORK_DATA_DIR: folder,
  });
  const files = writeConfig(settings, {});
  const text = readFileSync(files.at(-1), 'utf8');
  assert.equal(text.includes('canary'), false);
  assert.deepEqual(launcherConfig(settings).backend.database, {
    client: 'pg',
    connection: '${DATABASE_URL}',
    prefix: 'groundwork_sandbox_3000_',
  });
  const real = readSettings({
    DATABASE_URL: 'postgres://localhost',
    GROUNDWORK_AWS: 'real',
  });
  assert.deepEqual(launcherConfig(real).backend.database, {
    client: 'pg',
    connection: '${DATABASE_URL}',
  });
});

test('the sandbox’s configuration is not used with real accounts', t => {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-config-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const files = writeConfig(
    readSettings({ GROUNDWORK_AWS: 'real', GROUNDWORK_DATA_DIR: folder }),
    {},
  ).map(file => basename(file));
  assert.equal(files.includes('app-config.sandbox.yaml'), false);
  assert.equal(files[0], 'app-config.yaml');
});

test('in the sandbox nothing of the user’s own AWS settings is handed on', () => {
  const env = {
    PATH: '/bin',
    AWS_PROFILE: 'prod',
    AWS_SESSION_TOKEN: 'canary',
    AWS_CA_BUNDLE: '/ca.pem',
  };
  assert.deepEqual(
    awsEnvironment(readSettings({ GROUNDWORK_EMULATOR_PORT: '17010' }), env),
    {
      PATH: '/bin',
      AWS_CA_BUNDLE: '/ca.pem',
      AWS_ENDPOINT_URL: 'http://localhost:17010',
      AWS_ACCESS_KEY_ID: 'sandbox',
      AWS_SECRET_ACCESS_KEY: 'sandbox',
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      GROUNDWORK_SANDBOX_CONTROL_URL: 'http://localhost:17011',
    },
  );
  assert.equal(
    awsEnvironment(readSettings({ GROUNDWORK_AWS: 'real' }), env),
    env,
  );
});
