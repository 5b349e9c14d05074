// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './paths.mjs';

const fromBackend = createRequire(
  join(root, 'packages', 'backend', 'package.json'),
);
const fromRoot = createRequire(join(root, 'package.json'));
const preload = join(root, 'scripts', 'lib', 'endWithParent.cjs');

/** Whether an address answers 200. */
async function answers(address, headers = {}) {
  try {
    const response = await fetch(address, {
      headers,
      signal: AbortSignal.timeout(10_000),
    });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** Nobody can sign in to the sandbox before the catalog has taken its people in. */
const canSignIn = backendUrl =>
  answers(`${backendUrl}/api/auth/sandbox/refresh`, {
    'x-groundwork-sandbox-user': 'user:default/rita.meyer',
    'x-requested-with': 'XMLHttpRequest',
  });

const configArgs = files => files.flatMap(file => ['--config', file]);
const backstageCli = () => fromRoot.resolve('@backstage/cli/bin/backstage-cli');

function sandbox({ settings, env, python }) {
  const { ports, dataDir } = settings;
  const program = join(
    root,
    'packages',
    'sandbox',
    'bin',
    'groundwork-sandbox.js',
  );
  const flags = {
    port: ports.emulator,
    'control-port': ports.control,
    data: join(dataDir, 'emulator'),
  };
  return {
    name: 'sandbox',
    command: process.execPath,
    args: [
      program,
      'up',
      ...Object.entries(flags).flatMap(([flag, value]) => [
        `--${flag}`,
        String(value),
      ]),
    ],
    cwd: root,
    env: { ...env, GROUNDWORK_PYTHON: python },
    readyEvent: 'seeded',
  };
}

/** Away from the sandbox the user's own AWS settings stand; in it nothing of them may be used. */
export function awsEnvironment({ sandbox: isSandbox, ports }, env) {
  if (!isSandbox) return env;
  const kept = Object.entries(env).filter(
    ([name]) => !name.startsWith('AWS_') || name === 'AWS_CA_BUNDLE',
  );
  return {
    ...Object.fromEntries(kept),
    AWS_ENDPOINT_URL: `http://localhost:${ports.emulator}`,
    AWS_ACCESS_KEY_ID: 'sandbox',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    GROUNDWORK_SANDBOX_CONTROL_URL: `http://localhost:${ports.control}`,
  };
}

function backend({ settings, env, configFiles, watch }) {
  const transform = fromBackend.resolve(
    '@backstage/cli-node/config/nodeTransform.cjs',
  );
  const direct = [
    '--enable-source-maps',
    '--require',
    preload,
    '--require',
    transform,
    'src/index',
  ];
  // Backstage's own start command follows changes of the sources, and does not start a backend again that has died.
  const followed = ['--require', preload, backstageCli(), 'package', 'start'];
  const url = `http://localhost:${settings.ports.backend}`;
  return {
    name: 'backend',
    command: process.execPath,
    args: [...(watch ? followed : direct), ...configArgs(configFiles)],
    cwd: join(root, 'packages', 'backend'),
    env: { ...awsEnvironment(settings, env), NODE_ENV: 'development' },
    restart: true,
    isReady: async () =>
      (await answers(`${url}/.backstage/health/v1/readiness`)) &&
      (!settings.sandbox || (await canSignIn(url))),
  };
}

function app({ settings, env, configFiles }) {
  return {
    name: 'app',
    command: process.execPath,
    args: [
      '--require',
      preload,
      backstageCli(),
      'package',
      'start',
      ...configArgs(configFiles),
    ],
    cwd: join(root, 'packages', 'app'),
    env: { ...env, BROWSER: env.BROWSER ?? 'none' },
    isReady: () => answers(`http://localhost:${settings.ports.app}/`),
  };
}

/** What npm start starts: the processes, how they are called and how one sees that they are ready. */
export function processTable(options) {
  const always = [backend(options), app(options)];
  return options.settings.sandbox ? [sandbox(options), ...always] : always;
}
