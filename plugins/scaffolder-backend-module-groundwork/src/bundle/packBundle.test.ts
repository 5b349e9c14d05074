// SPDX-License-Identifier: Apache-2.0
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createHash } from 'node:crypto';
import { chmod, link, symlink, utimes } from 'node:fs/promises';
import { Parser } from 'tar';
import { packBundle } from './packBundle';

const FILES = {
  'README.md': '# Orders',
  'catalog-info.yaml': 'kind: Component',
  'mkdocs.yml': 'site_name: Orders',
  docs: { 'runbook.md': '# Runbook', 'a.md': '# A' },
  '.github': { workflows: { 'terraform.yml': 'on: push' } },
  '.git': { config: '[core]' },
  'notes.txt': 'not part of a bundle',
  terraform: { 'main.tf': 'resource {}', tests: { 'kms.tftest.hcl': 'run' } },
  cdk: { 'cdk.json': '{}' },
};

const sha256 = (bytes: Uint8Array) =>
  createHash('sha256').update(bytes).digest('hex');

interface Entry {
  path: string;
  mode?: number;
  uid?: number;
  mtime?: string;
}

async function entriesOf(archive: Uint8Array): Promise<Entry[]> {
  const entries: Entry[] = [];
  const parser = new Parser({
    onReadEntry: entry => {
      const { path, mode, uid, mtime } = entry;
      entries.push({ path, mode, uid, mtime: mtime?.toISOString() });
      entry.resume();
    },
  });
  await new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
    parser.end(Buffer.from(archive));
  });
  return entries;
}

describe('packBundle', () => {
  const one = createMockDirectory();
  const other = createMockDirectory();

  beforeEach(() => {
    one.setContent(FILES);
    other.setContent(FILES);
  });

  it('packs the parts of a bundle and the engine that was chosen, sorted', async () => {
    const { archive, files } = await packBundle(one.path, 'terraform');
    expect(files).toEqual([
      '.github/workflows/terraform.yml',
      'README.md',
      'catalog-info.yaml',
      'docs/a.md',
      'docs/runbook.md',
      'mkdocs.yml',
      'terraform/main.tf',
      'terraform/tests/kms.tftest.hcl',
    ]);
    const entries = await entriesOf(archive);
    expect(entries.map(entry => entry.path)).toEqual(files);
    expect(entries[6]).toEqual({
      path: 'terraform/main.tf',
      mode: 0o644,
      uid: undefined,
      mtime: '1985-01-01T00:00:00.000Z',
    });
  });

  it('gives the same bytes for the same files, written at another time with another mask', async () => {
    await utimes(other.resolve('terraform/main.tf'), 1_000, 1_000);
    await chmod(other.resolve('terraform/main.tf'), 0o600);
    const first = await packBundle(one.path, 'terraform');
    const second = await packBundle(other.path, 'terraform');
    expect(sha256(second.archive)).toBe(sha256(first.archive));
  });

  it('gives other bytes for other files', async () => {
    other.addContent({ terraform: { 'main.tf': 'resource { }' } });
    const first = await packBundle(one.path, 'terraform');
    const second = await packBundle(other.path, 'terraform');
    expect(sha256(second.archive)).not.toBe(sha256(first.archive));
  });

  it('refuses a symbolic link, wherever it leads', async () => {
    await symlink('/etc/passwd', one.resolve('docs/passwd.md'));
    await expect(packBundle(one.path, 'terraform')).rejects.toThrow(
      /docs\/passwd\.md is a link or a special file/,
    );
  });

  it('refuses an engine folder that is a link', async () => {
    one.setContent({ real: { 'main.tf': '' } });
    await symlink('real', one.resolve('terraform'));
    await expect(packBundle(one.path, 'terraform')).rejects.toThrow(
      /no folder terraform\//,
    );
  });

  it('refuses a hard link', async () => {
    await link(other.resolve('notes.txt'), one.resolve('terraform/notes.txt'));
    await expect(packBundle(one.path, 'terraform')).rejects.toThrow(
      /terraform\/notes\.txt is a link/,
    );
  });

  it('refuses files that the engine writes itself', async () => {
    one.addContent({ cdk: { 'groundwork.json': '{}' } });
    await expect(packBundle(one.path, 'cdk')).rejects.toThrow(
      /brings cdk\/groundwork\.json/,
    );
  });

  it('says what is missing when the engine folder is not there', async () => {
    one.setContent({ docs: {} });
    await expect(packBundle(one.path, 'cdk')).rejects.toThrow(
      /no folder cdk\/.*add a fetch:template step/,
    );
  });

  it('refuses what unpacks to too much and what has too many files', async () => {
    one.addContent({ docs: { 'big.bin': Buffer.alloc(100_000_001) } });
    await expect(packBundle(one.path, 'terraform')).rejects.toThrow(
      /more than the 100000000 a bundle may unpack to/,
    );
    const many = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, index) => [`${index}.md`, '']),
    );
    one.setContent({ docs: many, cdk: { 'cdk.json': '{}' } });
    await expect(packBundle(one.path, 'cdk')).rejects.toThrow(
      /2001 files, more than the 2000/,
    );
  });
});
