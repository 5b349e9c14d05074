// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { runbookComplete } from './runbookComplete';

const file = 'skeleton/docs/runbook.md.njk';

describe('runbookComplete', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(runbookComplete)).toEqual([]);
  });

  it('finds a section that is missing and one that says nothing', async () => {
    const findings = await findingsOf(runbookComplete, [
      { file, from: '## Restore', to: '## Recover' },
      {
        file,
        from: /(## Escalate\n)[\s\S]*$/,
        to: '## Escalate\n\nCall us.\n',
      },
    ]);
    expect(findings).toEqual([
      { file, message: 'add the section "## Restore"' },
      { file, message: 'say more under "## Escalate"' },
    ]);
  });

  it('finds front matter that is none', async () => {
    const findings = await findingsOf(runbookComplete, [
      { file, from: 'reviewEvery: P180D', to: 'reviewEvery: half a year' },
    ]);
    expect(findings).toEqual([
      { file, line: 1, message: expect.stringContaining('reviewEvery: ') },
    ]);
  });

  it('finds no runbook and no page about the stack', async () => {
    const index = 'skeleton/docs/index.md.njk';
    expect(await findingsOf(runbookComplete, [{ file }])).toEqual([
      { file, message: 'is missing' },
    ]);
    expect(await findingsOf(runbookComplete, [{ file: index }])).toEqual([
      { file: index, message: 'is missing: say what the stack is' },
    ]);
  });
});
