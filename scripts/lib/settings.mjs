// SPDX-License-Identifier: Apache-2.0
import { join, resolve } from 'node:path';
import { dataDir, groundworkDir, logsDir } from './paths.mjs';
import { portFrom } from './ports.mjs';

/** Where data and logs lie: the real and the sandbox's apart, since each start of the sandbox begins with empty data. */
function folders(env, sandbox) {
  if (env.GROUNDWORK_DATA_DIR) {
    const chosen = resolve(env.GROUNDWORK_DATA_DIR);
    return { dataDir: chosen, logsDir: join(chosen, 'logs') };
  }
  return { dataDir: sandbox ? dataDir : join(groundworkDir, 'real'), logsDir };
}

/** What the environment says about how Groundwork shall be started. */
export function readSettings(env = process.env) {
  const mode = env.GROUNDWORK_AWS || 'sandbox';
  if (!['sandbox', 'real'].includes(mode)) {
    throw new Error(
      `GROUNDWORK_AWS is '${mode}': it is 'sandbox' (as when it is not set) or 'real'.`,
    );
  }
  const url = env.DATABASE_URL || undefined;
  if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) {
    throw new Error(
      'DATABASE_URL is not a PostgreSQL address: it begins with postgres:// or postgresql://.',
    );
  }
  const sandbox = mode === 'sandbox';
  const emulator = portFrom(env, 'GROUNDWORK_EMULATOR_PORT', 4599);
  return {
    sandbox,
    postgres: url !== undefined,
    ...folders(env, sandbox),
    ports: {
      app: portFrom(env, 'GROUNDWORK_APP_PORT', 3000),
      backend: portFrom(env, 'GROUNDWORK_BACKEND_PORT', 7007),
      emulator,
      control: emulator + 1,
    },
  };
}

/** The ports which must be free, for whom, and the variable that chooses another. */
export function wantedPorts({ sandbox, ports }) {
  const always = [
    { port: ports.app, what: 'the app', variable: 'GROUNDWORK_APP_PORT' },
    {
      port: ports.backend,
      what: 'the backend',
      variable: 'GROUNDWORK_BACKEND_PORT',
    },
  ];
  const variable = 'GROUNDWORK_EMULATOR_PORT';
  const emulator = [
    { port: ports.emulator, what: 'the AWS emulator', variable },
    {
      port: ports.control,
      what: 'the control endpoint of the AWS emulator',
      variable,
    },
  ];
  return sandbox ? [...always, ...emulator] : always;
}
