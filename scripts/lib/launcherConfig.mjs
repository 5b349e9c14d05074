// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SANDBOX_DATABASE_PREFIX } from './database.mjs';
import { groundworkDir, root } from './paths.mjs';

function databaseConfig({ sandbox, postgres, dataDir }) {
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
    ...(sandbox && { prefix: SANDBOX_DATABASE_PREFIX }),
  };
}

/** The part of the configuration that only the launcher knows: ports and folders. */
export function launcherConfig(settings) {
  const { ports, dataDir } = settings;
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
  };
}

/** Writes the launcher's configuration file and returns all files, later ones overriding earlier ones. */
export function writeConfig(settings, folder = groundworkDir) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'app-config.launcher.yaml');
  const text = JSON.stringify(launcherConfig(settings), undefined, 2);
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
