// SPDX-License-Identifier: Apache-2.0
import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { chmod } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { readRendererSettings, rendersWithMkdocs } from './renderer';

describe('who renders', () => {
  const bin = createMockDirectory();

  it.each([
    [{}, { mode: 'auto', runIn: 'docker' }],
    [
      { techdocs: { generator: { runIn: 'local' } } },
      { mode: 'auto', runIn: 'local' },
    ],
    [
      {
        techdocs: { generators: { techdocs: 'local' } },
        groundwork: { techdocs: { markdown: 'always' } },
      },
      { mode: 'always', runIn: 'local' },
    ],
  ])('reads %j', (data, settings) => {
    expect(readRendererSettings(new ConfigReader(data))).toEqual(settings);
  });

  it('refuses a word it does not know', () => {
    const config = new ConfigReader({
      groundwork: { techdocs: { markdown: 'yes' } },
    });
    expect(() => readRendererSettings(config)).toThrow(
      'groundwork.techdocs.markdown is yes; expected one of auto, always, never',
    );
  });

  it('leaves it to MkDocs where that can run', async () => {
    bin.setContent({ mkdocs: '#!/bin/sh' });
    const local = { mode: 'auto', runIn: 'local' } as const;
    const path = ['/nowhere', bin.path].join(delimiter);
    await chmod(bin.resolve('mkdocs'), 0o644);
    expect(await rendersWithMkdocs(local, '')).toBe(false);
    await chmod(bin.resolve('mkdocs'), 0o755);
    expect(await rendersWithMkdocs(local, path)).toBe(true);
    expect(await rendersWithMkdocs({ ...local, runIn: 'docker' }, '')).toBe(
      true,
    );
    expect(await rendersWithMkdocs({ ...local, mode: 'always' }, path)).toBe(
      false,
    );
    expect(await rendersWithMkdocs({ ...local, mode: 'never' }, '')).toBe(true);
  });
});
