// SPDX-License-Identifier: Apache-2.0
import { gunzipSync, gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { packBundle } from '../__testUtils__/packBundle';
import { readBundle } from './readBundle';
import { refuseReservedFiles } from './reservedFiles';

jest.setTimeout(60_000);

interface Entry {
  path: string;
  type?:
    | 'File'
    | 'Directory'
    | 'SymbolicLink'
    | 'Link'
    | 'CharacterDevice'
    | 'FIFO';
  linkpath?: string;
  content?: string;
  size?: number;
}

function archive(entries: Entry[]): Buffer {
  const blocks = entries.flatMap(
    ({ path, type = 'File', linkpath, content = '', size }) => {
      const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
      body.write(content);
      const header = new Header({
        path,
        type,
        linkpath,
        size: size ?? content.length,
        mode: 0o644,
        mtime: new Date(0),
      });
      header.encode();
      return [header.block ?? Buffer.alloc(0), body];
    },
  );
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

it('reads plain files', async () => {
  const bytes = await packBundle({
    'terraform/main.tf': 'a',
    'docs/runbook.md': 'b',
  });
  const files = await readBundle(bytes);
  expect(
    files.map(({ path, content }) => [path, content.toString()]).sort(),
  ).toEqual([
    ['docs/runbook.md', 'b'],
    ['terraform/main.tf', 'a'],
  ]);
});

it.each<[string, Entry, string]>([
  [
    'a path that climbs',
    { path: 'terraform/../../up.tf' },
    'leads out of the folder',
  ],
  ['an absolute path', { path: '/etc/cron.d/x' }, 'is absolute'],
  ['a path of another system', { path: 'a\\..\\b' }, 'not allowed'],
  ['a drive of another system', { path: 'C:evil.tf' }, 'not allowed'],
  ['a path that looks like another', { path: 'a\u202eft.b' }, 'not allowed'],
  ['a part without a name', { path: 'a//b' }, 'a part without a name'],
  ['a control character', { path: 'a\u0007b' }, 'not allowed'],
  [
    'a symbolic link',
    { path: 'a', type: 'SymbolicLink', linkpath: '/etc' },
    'is a SymbolicLink',
  ],
  ['a hard link', { path: 'a', type: 'Link', linkpath: 'b' }, 'is a Link'],
  ['a device', { path: 'a', type: 'CharacterDevice' }, 'is a CharacterDevice'],
  ['a pipe', { path: 'a', type: 'FIFO' }, 'is a FIFO'],
  [
    'a file that says it is huge',
    { path: 'a', size: 9_000_000_000 },
    'unpacks to more than',
  ],
])('refuses %s', async (_, entry, reason) => {
  await expect(readBundle(archive([entry]))).rejects.toThrow(reason);
});

it('refuses a file that is in it twice', async () => {
  for (const [one, other] of [
    ['a.tf', 'A.tf'],
    ['\u00e9.tf', 'e\u0301.tf'],
    ['b.tf', './b.tf'],
  ]) {
    const bytes = archive([
      { path: one, content: '1' },
      { path: other, content: '2' },
    ]);
    await expect(readBundle(bytes)).rejects.toThrow('is in it twice');
  }
});

it('refuses a file that is a folder, too, in either order', async () => {
  const paths = ['terraform', 'terraform/main.tf'];
  for (const order of [paths, [...paths].reverse()]) {
    const bytes = archive(order.map(path => ({ path, content: '1' })));
    await expect(readBundle(bytes)).rejects.toThrow(
      'as a file and as a folder',
    );
  }
});

it('refuses more files than a layer has', async () => {
  const bytes = archive(
    Array.from({ length: 2_001 }, (_, i) => ({ path: `f${i}` })),
  );
  await expect(readBundle(bytes)).rejects.toThrow('more than 2000 files');
});

it('refuses a bomb before it is unpacked', async () => {
  await expect(readBundle(gzipSync(Buffer.alloc(20_000_000)))).rejects.toThrow(
    'unpack to more than 10000000 bytes',
  );
});

it.each<[string, Buffer, string]>([
  ['no gzip', Buffer.from('no archive'), 'no complete gzip'],
  ['an empty body', Buffer.alloc(0), 'no complete gzip'],
  [
    'a gzip that is cut off',
    archive([{ path: 'a', content: 'b' }]).subarray(0, 60),
    'no complete gzip',
  ],
  ['a gzip of no tar', gzipSync(Buffer.alloc(700, 'x')), 'no complete tar'],
  [
    'a tar that is cut off',
    gzipSync(
      gunzipSync(archive([{ path: 'a', content: 'b' }])).subarray(0, 513),
    ),
    'no complete tar',
  ],
  ['nothing in it', archive([]), 'no complete tar'],
  ['folders only', archive([{ path: 'a/', type: 'Directory' }]), 'no files'],
])('refuses %s', async (_, bytes, reason) => {
  await expect(readBundle(bytes)).rejects.toMatchObject({
    name: 'InputError',
    message: expect.stringContaining(reason),
  });
});

it('refuses an archive with a file of the engine', async () => {
  const bytes = archive([{ path: 'CDK/groundwork.json', content: '{}' }]);
  await expect(readBundle(bytes)).rejects.toThrow('the engine writes it');
});

it.each([
  'terraform/groundwork.auto.tfvars.json',
  'terraform/zzz.auto.tfvars',
  'cdk/groundwork.json',
  'terraform/backend_override.tf.json',
  'terraform/groundwork_imports.tf.json',
  'terraform/override.tf',
  'terraform/main_override.tf',
  'terraform/.terraform/providers/x',
  'terraform/main.tofu',
  'terraform/terraform.tfstate',
  'cdk/node_modules/aws-cdk-lib/index.js',
  'cdk/cdk.out/manifest.json',
])('refuses a bundle that brings %s', path => {
  expect(() => refuseReservedFiles([path])).toThrow('The bundle is refused');
});

it('accepts the files of a layer', () => {
  const paths = [
    'terraform/main.tf',
    'terraform/terraform.tfvars.json',
    'terraform/.terraform.lock.hcl',
    'cdk/inputs.json',
    'docs/runbook.md',
  ];
  expect(() => refuseReservedFiles(paths)).not.toThrow();
});
