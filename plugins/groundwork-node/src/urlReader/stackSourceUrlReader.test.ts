// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Header } from 'tar';
import { type StacksService, stacksServiceRef } from '../stacks';
import { stackSourceUrlReaderFactory } from './stackSourceUrlReader';

const STACK = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

function archiveOf(files: Record<string, string>): Buffer {
  const entries = Object.entries(files).map(([path, text]) => {
    const block = Buffer.alloc(1024);
    new Header({ path, size: text.length, mode: 0o644, type: 'File' }).encode(
      block,
      0,
    );
    block.write(text, 512);
    return block;
  });
  return gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)]));
}

const ARCHIVE = archiveOf({
  'docs/index.md': '# Runbook',
  'mkdocs.yml': 'site_name: kms',
  'terraform/main.tf': '#',
});
const DIGEST = createHash('sha256').update(ARCHIVE).digest('hex');

describe('the URL reader of stack sources', () => {
  const stacks = {
    getStack: jest.fn(),
    getStackSource: jest.fn(),
  };
  let reader: UrlReaderService;
  let stop: () => Promise<void>;

  beforeEach(async () => {
    stacks.getStack.mockReset().mockResolvedValue({ sourceDigest: DIGEST });
    stacks.getStackSource.mockReset().mockResolvedValue(ARCHIVE);
    const backend = await startTestBackend({
      features: [
        createBackendPlugin({
          pluginId: 'techdocs',
          register(env) {
            env.registerInit({
              deps: { urlReader: coreServices.urlReader },
              async init({ urlReader }) {
                reader = urlReader;
              },
            });
          },
        }),
        urlReaderServiceFactory,
        stackSourceUrlReaderFactory,
        createServiceFactory({
          service: stacksServiceRef,
          deps: {},
          factory: () => stacks as unknown as StacksService,
        }),
      ],
    });
    stop = () => backend.stop();
  });

  afterEach(() => stop());

  it('reads the tree with the plugin’s own credentials', async () => {
    const tree = await reader.readTree(`groundwork-stack://${STACK}/`);
    const files = await tree.files();
    expect(files.map(file => file.path).sort()).toEqual([
      'docs/index.md',
      'mkdocs.yml',
      'terraform/main.tf',
    ]);
    expect(tree.etag).toBe(DIGEST);
    expect(stacks.getStackSource).toHaveBeenCalledWith(STACK, {
      credentials: mockCredentials.service('plugin:techdocs'),
      signal: undefined,
    });
  });

  it('reads a folder, a filtered tree and one file', async () => {
    const docs = await reader.readTree(`groundwork-stack://${STACK}/docs`);
    expect((await docs.files()).map(file => file.path)).toEqual(['index.md']);
    const filtered = await reader.readTree(`groundwork-stack://${STACK}/`, {
      filter: path => path.endsWith('.yml'),
    });
    expect(await filtered.files()).toHaveLength(1);
    const file = await reader.readUrl(
      `groundwork-stack://${STACK}/docs/index.md`,
    );
    expect((await file.buffer()).toString()).toBe('# Runbook');
    await expect(
      reader.readUrl(`groundwork-stack://${STACK}/docs/none.md`),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('does not fetch what has not changed', async () => {
    await expect(
      reader.readTree(`groundwork-stack://${STACK}/`, { etag: DIGEST }),
    ).rejects.toMatchObject({ name: 'NotModifiedError' });
    expect(stacks.getStackSource).not.toHaveBeenCalled();
    const tree = await reader.readTree(`groundwork-stack://${STACK}/`, {
      etag: 'old',
    });
    expect(tree.etag).toBe(DIGEST);
  });

  it('refuses what is no stack', async () => {
    await expect(reader.readTree('groundwork-stack://x/')).rejects.toThrow(
      'it must be groundwork-stack://<stack id>/<folder>',
    );
  });
});
