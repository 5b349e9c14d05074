// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { templateIsValidEntity } from './templateIsValidEntity';

const file = 'template.yaml';

describe('templateIsValidEntity', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(templateIsValidEntity)).toEqual([]);
  });

  it('says what the catalog would refuse', async () => {
    const findings = await findingsOf(templateIsValidEntity, [
      { file, from: '  type: infrastructure\n', to: '' },
    ]);
    expect(findings).toEqual([
      { file, message: expect.stringContaining("required property 'type'") },
    ]);
  });

  it('finds an owner and a title that are not those of layer.yaml', async () => {
    const findings = await findingsOf(templateIsValidEntity, [
      { file, from: 'title: Sample layer', to: 'title: Logs' },
      { file, from: 'platform-engineering', to: 'somebody' },
    ]);
    expect(findings).toEqual([
      {
        file,
        line: 5,
        message: 'write "title: Sample layer", as layer.yaml does',
      },
      {
        file,
        line: 9,
        message:
          'write "owner: group:default/platform-engineering", as layer.yaml does',
      },
    ]);
  });

  it('finds an action that no layer has', async () => {
    const findings = await findingsOf(templateIsValidEntity, [
      { file, from: 'groundwork:project:complete', to: 'debug:log' },
    ]);
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^take the action debug:log out;/),
    ]);
  });

  it('finds a fetch from elsewhere', async () => {
    const findings = await findingsOf(templateIsValidEntity, [
      { file, from: './skeleton/docs', to: '../_shared' },
    ]);
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^have two fetch:template steps, of /),
    ]);
  });
});
