// SPDX-License-Identifier: Apache-2.0
import type { Page } from '../site/pages';
import { pageUrl } from '../site/urls';
import { MarkdownRenderer } from './MarkdownRenderer';

function aPage(path: string, markdown = '', frontMatter = {}): Page {
  return { path, url: pageUrl(path), title: 'A page', markdown, frontMatter };
}

function render(markdown: string, path = 'guides/rotate.md') {
  const page = aPage(path, markdown);
  const renderer = MarkdownRenderer.create({
    pages: [
      page,
      aPage('index.md'),
      aPage('runbook.md'),
      aPage('guides/index.md'),
    ],
    assets: ['img/a b.png', 'guides/here.png'],
  });
  return {
    ...renderer.render(page, page.url),
    warnings: renderer.warnings,
  };
}

describe('MarkdownRenderer', () => {
  it('renders what documentation is made of', () => {
    const { body } = render(
      [
        '# Title',
        '',
        '| a | b |',
        '| --- | ---: |',
        '| `x` | ~~y~~ |',
        '',
        '```yaml runbook-step',
        'document: <AWS>',
        '```',
      ].join('\n'),
    );
    expect(body).toContain('<h1 id="title">Title</h1>');
    expect(body).toContain('<td><code>x</code></td>');
    expect(body).toContain('<td style="text-align:right"><s>y</s></td>');
    expect(body).toContain(
      '<pre><code class="language-yaml">document: &lt;AWS&gt;\n</code></pre>',
    );
  });

  it('gives each heading an id of its own', () => {
    const { body, headings } = render(
      '# Rotate\n## Do it!\n## Do it?\n## `aws kms`\n## Äpfel\n## 日本\n## !!\n',
    );
    expect(headings.map(({ id }) => id)).toEqual([
      'rotate',
      'do-it',
      'do-it_1',
      'aws-kms',
      'apfel',
      '日本',
      'section',
    ]);
    expect(body).toContain('<h2 id="do-it_1">Do it?</h2>');
  });

  it.each([
    ['[x](../runbook.md)', '../../runbook/'],
    ['[x](../runbook.md#restore)', '../../runbook/#restore'],
    ['[x](../index.md)', '../../'],
    ['[x](index.md)', '../'],
    ['[x](rotate.md)', './'],
    ['[x](here.png)', '../here.png'],
    ['[x](#own)', '#own'],
    ['[x](https://example.org/a.md)', 'https://example.org/a.md'],
    ['[x](mailto:a@example.org)', 'mailto:a@example.org'],
    ['<a href="../runbook.md">x</a>', '../../runbook/'],
  ])('leads %s to %s', (markdown, href) => {
    const { body, warnings } = render(markdown);
    expect(/<a href="([^"]*)"/.exec(body)?.[1]).toBe(href);
    expect(warnings).toEqual([]);
  });

  it('finds images, and says what is not there', () => {
    const { body, warnings } = render(
      '![x](<../img/a b.png>) ![y](../../../etc/passwd.png)',
    );
    expect(body).toContain('<img src="../../img/a%20b.png" alt="x" />');
    expect(warnings).toEqual([
      'guides/rotate.md links to ../../../etc/passwd.png, which is not in the documentation',
    ]);
  });

  it('renders admonitions and details with what is in them', () => {
    const { body } = render(
      [
        'Before',
        '!!! warning "Mind the *gap*"',
        '    - one',
        '',
        '    two',
        '',
        'After',
        '',
        '??? note',
        '    Hidden',
        '',
        '!!! tip ""',
        '    Untitled',
      ].join('\n'),
    );
    expect(body.replace(/\n/g, '')).toContain(
      '<p>Before</p><div class="admonition warning"><p class="admonition-title">Mind the <em>gap</em></p><ul><li>one</li></ul><p>two</p></div><p>After</p>' +
        '<details class="note"><summary>Note</summary><p>Hidden</p></details>' +
        '<div class="admonition tip"><p>Untitled</p></div>',
    );
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt&#58;alert(1))',
    '<a href="data:text/html,alert(1)">x</a>',
    '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<div style="background:url(javascript:alert(1))">x</div>',
    '<form action="https://example.org/alert(1)"><button>x</button></form>',
    '<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>',
    '<details open ontoggle=alert(1)>x</details>',
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    '!!! note "<img src=x onerror=alert(1)>"\n    x',
    '```"><script>alert(1)</script>\nx\n```',
  ])('lets nothing run of %s', markdown => {
    const { body } = render(markdown);
    const elements = body.replace(/>[^<]*</g, '><');
    expect(elements).not.toMatch(
      /<script|<svg|<iframe|<form|<button|<meta|<style|<math|alert\(1\)|javascript|\son\w+=|style=/i,
    );
  });

  it('does not let a page pose as the navigation', () => {
    const { body } = render('<div class="md-sidebar fine">x</div>');
    expect(body).toContain('<div class="fine">x</div>');
  });

  it('shows the facts of a runbook below its title', () => {
    const page = aPage('runbook.md', '# Runbook\n\nText', {
      runbook: 'v1',
      title: 'Runbook',
      severity: ['critical', 'high'],
      owner: 'group:default/<b>data</b>',
      reviewEvery: 'P90D',
      approval: { count: 1 },
      triggers: [{ alarm: { arn: 'x' } }],
    });
    const renderer = MarkdownRenderer.create({ pages: [page], assets: [] });
    expect(renderer.render(page, page.url).body).toBe(
      [
        '<h1 id="runbook">Runbook</h1>',
        '<table>',
        '<tbody>',
        '<tr><th scope="row">Severity</th><td>critical, high</td></tr>',
        '<tr><th scope="row">Owner</th><td>group:default/&lt;b&gt;data&lt;/b&gt;</td></tr>',
        '<tr><th scope="row">Review every</th><td>P90D</td></tr>',
        '</tbody>',
        '</table>',
        '<p>Text</p>',
        '',
      ].join('\n'),
    );
  });

  it('titles a page that has no title of its own', () => {
    expect(render('Text').body).toBe('<h1>A page</h1>\n<p>Text</p>\n');
  });
});
