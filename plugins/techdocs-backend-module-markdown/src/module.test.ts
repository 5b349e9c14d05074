// SPDX-License-Identifier: Apache-2.0
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import techdocsPlugin from '@backstage/plugin-techdocs-backend';
import {
  stackSourceUrlReaderFactory,
  stacksServiceRef,
} from '@groundwork/backstage-plugin-groundwork-node';
import request from 'supertest';
import { create } from 'tar';
import techdocsModuleMarkdown from '.';

/** A folder as the engine stores it. */
async function archiveOf(cwd: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const stream = create({ cwd, gzip: true }, ['mkdocs.yml', 'docs']);
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const NAME = 'default/component/orders';

describe('the techdocs module', () => {
  const source = createMockDirectory();
  const published = createMockDirectory();

  async function start(uid: string, docs: string = 'dir:.') {
    const location = `file:${source.resolve('catalog-info.yaml')}`;
    const { server } = await startTestBackend({
      features: [
        techdocsPlugin,
        techdocsModuleMarkdown,
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: {
                name: 'orders',
                uid,
                title: 'Orders',
                annotations: {
                  'backstage.io/techdocs-ref': docs,
                  'backstage.io/managed-by-location': location,
                  'backstage.io/managed-by-origin-location': location,
                },
              },
            },
          ],
        }),
        stackSourceUrlReaderFactory,
        createServiceFactory({
          service: stacksServiceRef,
          deps: {},
          factory: () =>
            ({ getStackSource: async () => archiveOf(source.path) } as never),
        }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
            groundwork: { techdocs: { markdown: 'always' } },
            techdocs: {
              builder: 'local',
              generator: { runIn: 'local' },
              publisher: {
                type: 'local',
                local: { publishDirectory: published.path },
              },
            },
          },
        }),
      ],
    });
    return request(server);
  }

  it('builds a site on demand, which TechDocs then serves', async () => {
    source.setContent({
      'catalog-info.yaml': '',
      docs: {
        'index.md':
          '# Orders\n\n<script>alert(1)</script>\n\n[Runbook](runbook.md)',
        'runbook.md': '# Runbook\n## Restore\nDo it.',
      },
    });
    const api = await start('u1');
    const sync = await api.get(`/api/techdocs/sync/${NAME}`);
    expect(sync.text).toContain('event: finish\ndata: {"updated":true}');

    const metadata = await api.get(`/api/techdocs/metadata/techdocs/${NAME}`);
    expect(metadata.body).toMatchObject({ site_name: 'Orders' });
    const page = await api.get(`/api/techdocs/static/docs/${NAME}/index.html`);
    expect(page.text).toContain('<h1 id="orders">Orders</h1>');
    expect(page.text).toContain('<a href="runbook/">Runbook</a>');
    expect(page.text).not.toContain('<script');
    const index = await api.get(
      `/api/techdocs/static/docs/${NAME}/search/search_index.json`,
    );
    expect(index.body.docs).toContainEqual({
      location: 'runbook/#restore',
      title: 'Restore',
      text: 'Do it.',
    });
  });

  it('builds the documentation of a stack from its stored source', async () => {
    source.setContent({
      'mkdocs.yml': 'site_name: "KMS key: orders"\nnav: [runbook.md]\n',
      docs: { 'runbook.md': '# Runbook: KMS key' },
    });
    const api = await start(
      'u3',
      'url:groundwork-stack://01K00000000000000000STACK0/',
    );
    const sync = await api.get(`/api/techdocs/sync/${NAME}`);
    expect(sync.text).toContain('event: finish\ndata: {"updated":true}');
    const metadata = await api.get(`/api/techdocs/metadata/techdocs/${NAME}`);
    expect(metadata.body).toMatchObject({
      site_name: 'KMS key: orders',
      etag: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const page = await api.get(`/api/techdocs/static/docs/${NAME}/index.html`);
    expect(page.text).toContain('Runbook: KMS key</h1>');
  });

  it('says to the reader what is wrong with mkdocs.yml', async () => {
    source.setContent({
      'catalog-info.yaml': '',
      'mkdocs.yml': 'nav:\n  - Gone: gone.md\n',
      docs: { 'index.md': '# Orders' },
    });
    const api = await start('u2');
    const sync = await api.get(`/api/techdocs/sync/${NAME}`);
    expect(sync.text).toContain(
      'event: error\ndata: "The nav of mkdocs.yml names gone.md, but there is no page docs/gone.md.',
    );
  });
});
