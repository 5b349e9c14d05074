// SPDX-License-Identifier: Apache-2.0
import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { auditEntrySchema } from '@groundwork/backstage-plugin-groundwork-common';
import { BackendProcess } from '@groundwork/faults';
import { bundleOf, tarEntry, tarball } from '../__testUtils__/bundles';

jest.setTimeout(300_000);

const MB = 1_000_000;
const PIECE = Buffer.alloc(50_000, 'x');

/** An extended header that gives the entry after it another path. */
function paxPath(path: string): Buffer {
  const field = `path=${path}\n`;
  const length = field.length + 3;
  return tarEntry(
    { path: 'PaxHeader', type: 'ExtendedHeader' },
    `${length} ${field}`,
  );
}

const ATTACKS: [string, Buffer, string][] = [
  ['a path that climbs', bundleOf({ '../../evil': 'x' }), 'leads out'],
  ['an absolute path', bundleOf({ '/etc/cron.d/evil': 'x' }), 'is absolute'],
  ['a path of Windows', bundleOf({ '..\\evil': 'x' }), 'not allowed'],
  ['a drive of Windows', bundleOf({ 'C:/evil': 'x' }), 'not allowed'],
  [
    'a path in an extended header',
    tarball([paxPath('../../evil'), tarEntry({ path: 'main.tf' }, 'x')]),
    'leads out',
  ],
  [
    'a link, and a file through it',
    tarball([
      tarEntry({ path: 'a', type: 'SymbolicLink', linkpath: '/tmp' }),
      tarEntry({ path: 'a/evil' }, 'x'),
    ]),
    'is a SymbolicLink',
  ],
  [
    'a hard link',
    tarball([tarEntry({ path: 'a', type: 'Link', linkpath: '/etc/passwd' })]),
    'is a Link',
  ],
  [
    'two files of one name',
    tarball(['a.tf', 'A.tf'].map(path => tarEntry({ path }, 'x'))),
    'is in it twice',
  ],
  [
    'a file that is a folder',
    bundleOf({ terraform: 'x', 'terraform/main.tf': 'x' }),
    'as a file and as a folder',
  ],
  [
    'very many files',
    tarball(
      Array.from({ length: 20_000 }, (_, n) => tarEntry({ path: `f${n}` })),
    ),
    'more than 2000 files',
  ],
  [
    'very many folders',
    tarball(
      Array.from({ length: 20_000 }, (_, n) =>
        tarEntry({ path: `f${n}/`, type: 'Directory' }),
      ),
    ),
    'too many entries',
  ],
  [
    'a file that is said to have 8 GB',
    tarball([tarEntry({ path: 'a', size: 8_000 * MB })]),
    'unpacks to more than',
  ],
  [
    'a bomb of 2 GB in 200 members',
    Buffer.concat(
      Array.from<Buffer>({ length: 200 }).fill(gzipSync(Buffer.alloc(10 * MB))),
    ),
    'unpack to more than',
  ],
];

const ASKED = {
  layer: 'kms',
  name: 'orders',
  engine: 'terraform',
  target: {
    accountId: '111111111113',
    region: 'eu-west-1',
    environment: 'development',
  },
  owner: 'group:default/platform',
  source: { kind: 'bundle', digest: 'a'.repeat(64) },
};

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

const BODIES: [string, string, string][] = [
  ['a million levels', deep(1_000_000), 'body'],
  [
    'levels where a text belongs',
    `{"name":${deep(500_000)}}`,
    'name: Invalid input',
  ],
  ['levels that do not end', '{"a":'.repeat(300_000), 'not valid JSON'],
  [
    'a field with a name of 1.9 MB',
    JSON.stringify({ ...ASKED, ['x'.repeat(1_900_000)]: 1 }),
    'Unrecognized key',
  ],
  ['a prototype', '{"__proto__":{"layer":"kms"}}', 'layer'],
  ['a NUL', '{"layer":"k\\u0000ms"}', 'layer'],
];

describe('a backend under hostile requests', () => {
  let folder: string;
  let backend: BackendProcess;

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'groundwork-')));
    // Nothing here comes as far as AWS.
    const endpoint = 'http://localhost:9';
    backend = await BackendProcess.start({ folder, endpoint });
    await backend.client.uploadBundle(bundleOf({ 'terraform/main.tf': 'x' }));
  });

  afterAll(async () => {
    await backend?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const memory = (what: 'VmRSS' | 'VmHWM'): number => {
    const status = readFileSync(`/proc/${backend.pid}/status`, 'utf8');
    const [, kB] = status.match(new RegExp(`${what}:\\s+(\\d+) kB`)) ?? [];
    return (Number(kB) * 1024) / MB;
  };

  const refusals = async (action: string) => {
    const response = await fetch(
      `${backend.baseUrl}/v1/audit?from=2020-01-01T00:00:00Z&format=ndjson`,
    );
    const lines = (await response.text()).split('\n').filter(Boolean);
    return lines
      .map(line => JSON.parse(line))
      .filter(entry => auditEntrySchema.safeParse(entry).success)
      .filter(entry => entry.action === action && entry.outcome === 'refused');
  };

  /** Expects a 400 with these words, one row in the audit that says so, and nothing stored. */
  async function expectRefused(
    action: string,
    words: string,
    send: () => Promise<{ status?: number; text: string }>,
  ) {
    const before = await refusals(action);
    const stored = readdirSync(join(folder, 'data', 'bundles'));
    const { status, text } = await send();
    expect({ status, text }).toEqual({
      status: 400,
      text: expect.stringContaining(words),
    });
    expect(text.length).toBeLessThan(10_000);
    const after = await refusals(action);
    expect(after.length).toBe(before.length + 1);
    expect(after.at(-1).reason).toContain(words);
    expect(after.at(-1).reason.length).toBeLessThan(5_000);
    expect(readdirSync(join(folder, 'data', 'bundles'))).toEqual(stored);
  }

  const post = async (path: string, type: string, body: Buffer | string) => {
    const response = await fetch(`${backend.baseUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    return { status: response.status, text: await response.text() };
  };

  /** Sends 1 GB as long as somebody takes it, and says how much that was. */
  function postGigabyte(headers: Record<string, string>) {
    return new Promise<{ status?: number; text: string; sent: number }>(
      (resolve, reject) => {
        let sent = 0;
        let answered = false;
        const request = httpRequest(
          `${backend.baseUrl}/v1/bundles`,
          {
            method: 'POST',
            headers: { 'content-type': 'application/gzip', ...headers },
          },
          response => {
            answered = true;
            let text = '';
            response.on('data', piece => {
              text += piece;
            });
            response.on('end', () =>
              resolve({ status: response.statusCode, text, sent }),
            );
          },
        );
        request.on('error', error => {
          if (!answered) reject(error);
        });
        const push = () => {
          while (!answered && sent < 1_000 * MB) {
            sent += PIECE.length;
            if (!request.write(PIECE)) {
              request.once('drain', push);
              return;
            }
          }
        };
        push();
      },
    );
  }

  it.each<[string, Record<string, string>]>([
    ['that says so', { 'content-length': String(1_000 * MB) }],
    ['in pieces', { 'transfer-encoding': 'chunked' }],
  ])('refuses 1 GB early, %s, and does not keep it', async (_, headers) => {
    const before = memory('VmRSS');
    let sent = 0;
    await expectRefused('bundle.upload', 'larger than 20000000', async () => {
      const answer = await postGigabyte(headers);
      sent = answer.sent;
      return answer;
    });
    expect(sent).toBeLessThan(100 * MB);
    expect(memory('VmHWM') - before).toBeLessThan(150);
    expect((await fetch(`${backend.baseUrl}/v1/accounts`)).status).toBe(200);
  });

  it.each(ATTACKS)('refuses a bundle with %s', async (_, bundle, words) => {
    const before = memory('VmRSS');
    await expectRefused('bundle.upload', words, () =>
      post('/v1/bundles', 'application/gzip', bundle),
    );
    expect(memory('VmRSS') - before).toBeLessThan(200);
  });

  it.each(BODIES)('refuses JSON with %s', async (_, body, words) => {
    await expectRefused('run.create', words, () =>
      post('/v1/runs', 'application/json', body),
    );
    expect((await fetch(`${backend.baseUrl}/v1/accounts`)).status).toBe(200);
  });
});
