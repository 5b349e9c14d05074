// SPDX-License-Identifier: Apache-2.0
import {
  type MockDirectoryContent,
  createMockDirectory,
} from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { STYLESHEET_PATH } from '../html/stylesheet';
import { buildSite } from './buildSite';

const MKDOCS = `
site_name: "Orders: key"
site_description: The key of the orders
plugins: [techdocs-core]
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:materialx.emoji.twemoji
nav:
  - Start: index.md
  - runbook.md
  - Guides:
      - Rotate: guides/rotate.md
  - AWS: https://docs.aws.amazon.com/kms/
`;

const DOCS = {
  'index.md': '# Orders\n\nSee the [runbook](runbook.md). <&>',
  'runbook.md':
    '---\nrunbook: v1\nowner: group:default/data\n---\n# Runbook\n## Restore\nFirst **this** & that.\n',
  guides: { 'rotate.md': '# How to rotate' },
  img: { 'plan.png': Buffer.from([1, 2, 3]) },
  '.hidden.md': 'not shown',
};

describe('buildSite', () => {
  const source = createMockDirectory();
  const output = createMockDirectory();
  const read = (path: string) => readFileSync(output.resolve(path), 'utf8');
  const build = (content: MockDirectoryContent) => {
    source.setContent(content);
    output.clear();
    return buildSite({
      inputDir: source.path,
      outputDir: output.path,
      defaultName: 'Fallback',
      etag: 'e1',
    });
  };

  it('writes a page a folder, the files beside them, and the metadata TechDocs reads', async () => {
    const before = Date.now();
    const built = await build({ 'mkdocs.yml': MKDOCS, docs: DOCS });
    expect(built).toEqual({ pages: 3, warnings: [] });
    const metadata = JSON.parse(read('techdocs_metadata.json'));
    expect(metadata).toEqual({
      site_name: 'Orders: key',
      site_description: 'The key of the orders',
      etag: 'e1',
      build_timestamp: expect.any(Number),
      files: [
        STYLESHEET_PATH,
        'guides/rotate/index.html',
        'img/plan.png',
        'index.html',
        'runbook/index.html',
        'search/search_index.json',
        'techdocs_metadata.json',
      ],
    });
    expect(metadata.build_timestamp).toBeGreaterThanOrEqual(before);
    expect(readFileSync(output.resolve('img/plan.png'))).toEqual(
      Buffer.from([1, 2, 3]),
    );
    expect(source.content()).toEqual({
      'mkdocs.yml': MKDOCS,
      docs: expect.anything(),
    });
  });

  it('marks content, navigation and contents as the reader looks for them', async () => {
    await build({ 'mkdocs.yml': MKDOCS, docs: DOCS });
    const html = read('runbook/index.html');
    expect(html).toContain('<title>Runbook - Orders: key</title>');
    expect(html).toContain(`href="../${STYLESHEET_PATH}"`);
    expect(STYLESHEET_PATH).toMatch(/main\.[A-Fa-f0-9]{8}\.min\.css$/);
    expect(html).toMatch(
      /<div class="md-content" data-md-component="content">\n<article class="md-content__inner md-typeset">\n<h1 id="runbook">/,
    );
    const links = [
      ...html.matchAll(/<a class="(md-nav[^"]*)"[^>]*href="([^"]*)">([^<]*)/g),
    ];
    expect(links.map(([, style, href, text]) => [style, href, text])).toEqual([
      ['md-nav__link', '../', 'Start'],
      ['md-nav__link md-nav__link--active', './', 'Runbook'],
      ['md-nav__link', '../guides/rotate/', 'Rotate'],
      ['md-nav__link', 'https://docs.aws.amazon.com/kms/', 'AWS'],
      ['md-nav__link', '#restore', 'Restore'],
    ]);
  });

  it('indexes each page and each of its sections', async () => {
    await build({ 'mkdocs.yml': MKDOCS, docs: DOCS });
    const { docs } = JSON.parse(read('search/search_index.json'));
    expect(docs).toEqual(
      expect.arrayContaining([
        {
          location: '',
          title: 'Orders',
          text: 'Orders See the runbook. &lt;&amp;&gt;',
        },
        {
          location: 'runbook/#restore',
          title: 'Restore',
          text: 'First this &amp; that.',
        },
      ]),
    );
    expect(docs.map(({ location }: { location: string }) => location)).toEqual([
      'guides/rotate/',
      '',
      'runbook/',
      'runbook/#restore',
    ]);
  });

  it('does without mkdocs.yml, by the folders', async () => {
    await build({
      docs: {
        'zebra.md': '# Z',
        'README.md': '# Hello',
        guides: { 'a.md': '' },
      },
    });
    expect(JSON.parse(read('techdocs_metadata.json'))).toMatchObject({
      site_name: 'Fallback',
      site_description: '',
    });
    expect(read('index.html')).toMatch(
      /href="\.\/">Hello<[\s\S]*href="zebra\/">Z<[\s\S]*Guides<[\s\S]*href="guides\/a\/">A</,
    );
  });

  it('shows the first page at the root when there is no index', async () => {
    await build({
      docs: { 'b.md': '# B\n[a](a.md)', 'a.md': '# A' },
      'mkdocs.yml': 'nav: [b.md, a.md]',
    });
    expect(read('index.html')).toContain('<a href="a/">a</a>');
    expect(read('b/index.html')).toContain('<a href="../a/">a</a>');
  });

  it('tells the author about links that lead nowhere', async () => {
    const { warnings } = await build({ docs: { 'index.md': '[x](gone.md)' } });
    expect(warnings).toEqual([
      'index.md links to gone.md, which is not in the documentation',
    ]);
  });

  it.each([
    [
      'site_name: "open',
      /^mkdocs\.yml is not YAML: Missing closing "quote at line 1/,
    ],
    ['a: b: c', /^mkdocs\.yml is not YAML: .* at line 1/],
    ['- a', /^mkdocs\.yml is not as expected: .*expected object/i],
    ['nav: index.md', /nav must be a list of pages/],
    ['nav: [{ A: { B: c.md } }]', /nav\.0 must be a page such as guide\.md/],
    ['nav: [3]', /nav\.0 must be a page such as guide\.md/],
    [
      'nav: [{ Gone: gone.md }]',
      /The nav of mkdocs\.yml names gone\.md, but there is no page docs\/gone\.md/,
    ],
    ['nav: [../secret.md]', /names \.\.\/secret\.md, which is outside docs\//],
    ['nav: [/etc/passwd]', /names \/etc\/passwd, which is outside docs\//],
    ['nav: [a/../../secret.md]', /which is outside docs\//],
    [
      'docs_dir: ../other',
      /docs_dir in mkdocs\.yml is \.\.\/other; it must be/,
    ],
    ['docs_dir: /etc', /docs_dir in mkdocs\.yml is \/etc/],
    ['docs_dir: .', /docs_dir in mkdocs\.yml is \.;/],
    ['docs_dir: absent', /There is no folder absent\//],
    ['docs_dir: empty', /There is no Markdown in empty\//],
  ])('says what is wrong with %j', async (mkdocs, message) => {
    await expect(
      build({
        'mkdocs.yml': mkdocs,
        'secret.md': '# Secret',
        docs: { 'index.md': '# Hi' },
        empty: { 'a.txt': '' },
      }),
    ).rejects.toThrow(message);
    expect(output.content()).toEqual({});
  });

  it('says which front matter is broken', async () => {
    await expect(
      build({ docs: { 'index.md': '---\na: b: c\n---\n# Hi' } }),
    ).rejects.toThrow(/The front matter of index\.md is not YAML/);
    await expect(
      build({ docs: { 'index.md': '---\n- a\n---\n# Hi' } }),
    ).rejects.toThrow(/The front matter of index\.md is not a list of/);
  });

  it('refuses two files for one page', async () => {
    await expect(
      build({ docs: { 'a.md': '', a: { 'index.md': '' } } }),
    ).rejects.toThrow('would both be the page a/');
  });

  it('follows no link: of a page, a folder, the documentation, or mkdocs.yml', async () => {
    const other = createMockDirectory({
      content: { 'secret.md': '# Secret', 'mkdocs.yml': 'site_name: x' },
    });
    const docs = { 'index.md': '# Hi' };
    const cases = [
      [
        'docs/page.md',
        other.resolve('secret.md'),
        /docs\/page\.md is a symbolic link/,
      ],
      ['docs/folder', other.path, /docs\/folder is a symbolic link/],
      [
        'mkdocs.yml',
        other.resolve('mkdocs.yml'),
        /mkdocs\.yml is not a plain file/,
      ],
    ] as const;
    for (const [path, target, message] of cases) {
      source.setContent({ docs });
      await symlink(target, source.resolve(path));
      await expect(
        buildSite({ inputDir: source.path, outputDir: output.path }),
      ).rejects.toThrow(message);
    }
    source.setContent({});
    await symlink(other.path, source.resolve('docs'));
    await expect(
      buildSite({ inputDir: source.path, outputDir: output.path }),
    ).rejects.toThrow(/docs\/ is reached through a link/);
  });
});
