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

/** A cluster for tests only: it need not survive a power cut, so it does not wait for the disk. */
async function startCluster(bin, folder) {
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
  const port = await freePort();
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=300',
  ];
  const network = ['listen_addresses=localhost', 'unix_socket_directories='];
  const flags = [...settings, ...network].flatMap(setting => ['-c', setting]);
  const server = startGroup(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...flags],
    { ...options, stdio: 'ignore' },
  );
  await waitUntilReady(bin, port, options);
  return { server, port };
}

/** Starts a PostgreSQL with nothing in it, to be stopped (and thrown away) by its `stop`. */
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
    const { server, port } = await startCluster(bin, folder);
    const stop = async () => {
      await stopGroup(server.pid, 5_000);
      discard();
    };
    return { ok: true, url: `postgresql://postgres@localhost:${port}`, stop };
  } catch (error) {
    discard();
    return { ok: false, reason: error.message, hint: HINT };
  }
}
