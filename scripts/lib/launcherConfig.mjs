// SPDX-License-Identifier: Apache-2.0
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxDatabasePrefix } from './database.mjs';
import { root } from './paths.mjs';

function databaseConfig(settings) {
  const { sandbox, postgres, dataDir } = settings;
  if (!postgres)
    return {
      client: 'better-sqlite3',
      connection: { directory: join(dataDir, 'db') },
    };
  // The address holds a password, so it stays in the environment. The sandbox keeps to databases of its own name.
  const connection = '${DATABASE_URL}';
  return {
    client: 'pg',
    connection,
    ...(sandbox && { prefix: sandboxDatabasePrefix(settings) }),
  };
}

/**
 * Terraform asks for buckets at `<bucket>.localhost` and for S3 Control at `<account>.localhost`, which not every
 * machine resolves; the emulator is reached as a proxy of itself.
 */
function sandboxRunner({ emulator }) {
  const proxy = `http://localhost:${emulator}`;
  return { environment: { HTTP_PROXY: proxy, NO_PROXY: 'no.proxy.invalid' } };
}

/** The part of the configuration that only the launcher knows: ports and folders. */
export function launcherConfig(settings, terraform = {}) {
  const { ports, dataDir, sandbox } = settings;
  const app = `http://localhost:${ports.app}`;
  return {
    app: { baseUrl: app },
    backend: {
      baseUrl: `http://localhost:${ports.backend}`,
      listen: { port: ports.backend },
      cors: { origin: app },
      database: databaseConfig(settings),
    },
    techdocs: {
      publisher: {
        type: 'local',
        local: { publishDirectory: join(dataDir, 'techdocs') },
      },
    },
    groundwork: {
      stacks: {
        dataDirectory: dataDir,
        terraform,
        ...(sandbox && { runner: sandboxRunner(ports) }),
      },
    },
  };
}

/** Writes the launcher's configuration file and returns all files, later ones overriding earlier ones. */
export function writeConfig(settings, terraform) {
  const file = join(settings.dataDir, 'app-config.launcher.yaml');
  const text = JSON.stringify(
    launcherConfig(settings, terraform),
    undefined,
    2,
  );
  writeFileSync(file, `# Written by npm start at each start.\n${text}\n`, {
    mode: 0o600,
  });
  const chosen = settings.sandbox
    ? 'app-config.sandbox.yaml'
    : 'app-config.local.yaml';
  return [join(root, 'app-config.yaml'), join(root, chosen), file].filter(
    path => existsSync(path),
  );
}
