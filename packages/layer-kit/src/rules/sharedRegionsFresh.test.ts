// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { sharedRegionsFresh } from './sharedRegionsFresh';

const file = 'template.yaml';

describe('sharedRegionsFresh', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(sharedRegionsFresh)).toEqual([]);
  });

  it('finds a region that was changed', async () => {
    const findings = await findingsOf(sharedRegionsFresh, [
      { file, from: 'title: Name and place', to: 'title: Place' },
    ]);
    expect(findings).toEqual([
      {
        file,
        line: 21,
        message:
          'the region "first-page" is not that of _shared/template/template.yaml; run "yarn layers sync"',
      },
    ]);
  });

  it('finds a region that is not there', async () => {
    const findings = await findingsOf(sharedRegionsFresh, [
      { file, from: /^.*# <shared last-page>\n/m, to: '' },
    ]);
    expect(findings.map(({ message }) => message)).toEqual([
      'add the lines "# <shared last-page>" and "# </shared last-page>" and run "yarn layers sync"',
    ]);
  });

  it('finds what the catalog is told, when layer.yaml says something else', async () => {
    const told = async (from: string, to: string) =>
      (
        await findingsOf(sharedRegionsFresh, [{ file: 'layer.yaml', from, to }])
      ).map(({ line, message }) => `${line} ${message}`);
    const stale =
      '11 the region "layer" is not that of _shared/template/template.yaml; run "yarn layers sync"';
    expect(await told('requires: [kms]', 'requires: [kms, iam]')).toEqual([
      stale,
    ]);
    expect(await told('status: active', 'status: sunset')).toEqual([stale]);
  });

  it('finds a table that tells of other inputs', async () => {
    const findings = await findingsOf(sharedRegionsFresh, [
      { file: 'README.md', from: '`log_group_class`', to: '`class`' },
    ]);
    expect(findings).toEqual([
      {
        file: 'README.md',
        message: 'its tables are old; run "yarn layers sync"',
      },
    ]);
  });
});
