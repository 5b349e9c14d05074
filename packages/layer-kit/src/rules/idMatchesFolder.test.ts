// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { idMatchesFolder } from './idMatchesFolder';

describe('idMatchesFolder', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(idMatchesFolder)).toEqual([]);
  });

  it('finds another id in layer.yaml and template.yaml', async () => {
    const findings = await findingsOf(idMatchesFolder, [
      { file: 'layer.yaml', from: 'id: sample-layer', to: 'id: logs' },
      { file: 'template.yaml', from: 'name: sample-layer', to: 'name: logs' },
    ]);
    expect(findings).toEqual([
      { file: 'layer.yaml', line: 1, message: 'write "id: sample-layer"' },
      {
        file: 'template.yaml',
        line: 4,
        message: 'write "name: sample-layer" under metadata',
      },
    ]);
  });

  it('finds a file that does not carry the id', async () => {
    const file = 'skeleton/terraform/tests/sample-layer.tftest.hcl';
    expect(await findingsOf(idMatchesFolder, [{ file }])).toEqual([
      { file, message: 'is missing; files carry the id' },
    ]);
  });
});
