// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { dataDir, groundworkDir } from './paths.mjs';
import { portFrom } from './ports.mjs';

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
  const emulator = portFrom(env, 'GROUNDWORK_EMULATOR_PORT', 4599);
  return {
    sandbox: mode === 'sandbox',
    postgres: url !== undefined,
    // Apart from each other, since each start of the sandbox begins with empty data.
    dataDir: mode === 'sandbox' ? dataDir : join(groundworkDir, 'real'),
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
