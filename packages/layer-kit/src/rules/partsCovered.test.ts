// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { partsCovered } from './partsCovered';

const file = 'layer.yaml';
const part = 'Encrypted logs with retention';
const answer = (to: string) => ({
  file,
  from: `${part}: log-group`,
  to: `${part}: '${to}'`,
});

describe('partsCovered', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(partsCovered)).toEqual([]);
  });

  it('takes a section of the runbook and a check', async () => {
    expect(
      await findingsOf(partsCovered, [answer('runbook: Restore')]),
    ).toEqual([]);
    expect(await findingsOf(partsCovered, [answer('logs.retention')])).toEqual(
      [],
    );
  });

  it('finds a planned part of which nothing is said', async () => {
    const planned = { parts: [part], also: ['Metric filters'] };
    expect(await findingsOf(partsCovered, [], planned)).toEqual([
      { file, line: 13, message: 'say what makes the part "Metric filters"' },
    ]);
  });

  it('finds an answer that leads nowhere', async () => {
    expect(await findingsOf(partsCovered, [answer('runbook: Repair')])).toEqual(
      [{ file, line: 14, message: 'the runbook has no section "## Repair"' }],
    );
    expect(await findingsOf(partsCovered, [answer('logs')])).toEqual([
      {
        file,
        line: 14,
        message:
          '"logs" is no purpose (log-group), no check id and no "runbook: <heading>"',
      },
    ]);
  });
});
