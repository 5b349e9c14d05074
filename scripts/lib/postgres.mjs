// SPDX-License-Identifier: Apache-2.0
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { aptInstall, hasApt, isProgram, onPath } from './find.mjs';
import { freePort } from './ports.mjs';
import { run, sleep, startGroup, stopGroup } from './process.mjs';

const HINT =
  'Install PostgreSQL 15 (its server, not only psql) so that initdb and postgres are on the PATH or under a usual prefix.';

/** Folders in which a PostgreSQL of this major version is usually installed. */
function usualFolders(major) {
  return [
    `/usr/lib/postgresql/${major}/bin`,
    `/usr/pgsql-${major}/bin`,
    `/opt/homebrew/opt/postgresql@${major}/bin`,
    `/usr/local/opt/postgresql@${major}/bin`,
    `/Applications/Postgres.app/Contents/Versions/${major}/bin`,
  ];
}

/** The folder of a PostgreSQL's programs: version 15 where there is one, else a newer one. */
function findBinaries(path) {
  const onThePath = onPath(['initdb'], path);
  const folders = [15, 16, 17, 18].flatMap(usualFolders);
  return [...folders, onThePath && dirname(onThePath)]
    .filter(Boolean)
    .find(folder =>
      ['initdb', 'postgres'].every(name => isProgram(join(folder, name))),
    );
}

async function ensureBinaries(path) {
  const found = findBinaries(path);
  if (found !== undefined || !hasApt()) return found;
  const installed =
    (await aptInstall(['postgresql-15'])).ok ||
    (await aptInstall(['postgresql'])).ok;
  return installed ? findBinaries(path) : undefined;
}

/** PostgreSQL refuses to run as root: then it runs as the user postgres, else as nobody. */
async function unprivileged() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(flag => run('id', [flag, name])),
    );
    if (uid.code === 0)
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error(
    'PostgreSQL cannot run as root, and there is neither a user postgres nor a user nobody.',
  );
}

async function waitUntilReady(bin, port, user) {
  const query = ['-h', 'localhost', '-p', String(port), '-U', 'postgres'];
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
    const { code } = await run(join(bin, 'pg_isready'), query, user);
    if (code === 0) return;
  }
  throw new Error('PostgreSQL was started and did not get ready within 30 s.');
}

/**
 * A cluster for tests only: it need not survive a power cut, so it does not wait for the disk. What it has committed it
 * has handed to the system, so that it survives the end of its processes.
 */
async function makeCluster(bin, folder) {
  const user = (await unprivileged()) ?? {};
  chmodSync(folder, 0o700);
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { ...user, cwd: folder };
  const initdb = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ];
  const made = await run(join(bin, 'initdb'), initdb, options);
  if (made.code !== 0) throw new Error(`initdb failed: ${made.stderr.trim()}`);
  return { bin, data, options, port: await freePort() };
}

const START_ATTEMPTS = 20;

/** Starts the server of a cluster; again, when it was killed. It refuses as long as a process of the killed one is left. */
async function startServer(cluster) {
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    const server = spawnServer(cluster);
    const ready = waitUntilReady(cluster.bin, cluster.port, cluster.options);
    const refused = new Promise(resolve => server.once('exit', resolve));
    const isReady = await Promise.race([
      ready.then(() => true),
      refused.then(() => false),
    ]);
    if (isReady) return server;
    await sleep(300);
  }
  throw new Error('PostgreSQL ended right after it was started.');
}

function spawnServer({ bin, data, options, port }) {
  const settings = ['fsync=off', 'full_page_writes=off', 'max_connections=300'];
  const network = ['listen_addresses=localhost', 'unix_socket_directories='];
  const flags = [...settings, ...network].flatMap(setting => ['-c', setting]);
  return startGroup(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...flags],
    { ...options, stdio: 'ignore' },
  );
}

/** `kill -9` of a server: its other processes notice, and end. */
async function killServer(server) {
  const gone = new Promise(resolve => server.once('exit', resolve));
  process.kill(server.pid, 'SIGKILL');
  await gone;
}

/**
 * Starts a PostgreSQL with nothing in it, to be stopped (and thrown away) by its `stop`. `kill` ends it without warning,
 * `restart` starts it again on the same data and port.
 */
export async function startPostgres({ path = process.env.PATH } = {}) {
  const bin = await ensureBinaries(path);
  if (bin === undefined)
    return {
      ok: false,
      reason: 'no PostgreSQL server was found and none could be installed',
      hint: HINT,
    };
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-postgres-'));
  const discard = () => rmSync(folder, { recursive: true, force: true });
  try {
    const cluster = await makeCluster(bin, folder);
    let server = await startServer(cluster);
    const url = `postgresql://postgres@localhost:${cluster.port}`;
    return {
      ok: true,
      url,
      kill: () => killServer(server),
      restart: async () => {
        server = await startServer(cluster);
      },
      stop: async () => {
        await stopGroup(server.pid, 5_000);
        discard();
      },
    };
  } catch (error) {
    discard();
    return { ok: false, reason: error.message, hint: HINT };
  }
}
