// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { importsAllowed } from './importsAllowed';

describe('importsAllowed', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(importsAllowed)).toEqual([]);
  });

  it('finds each way to import something else, and the line', async () => {
    const file = 'skeleton/cdk/lib/inputs.ts';
    const lines = [
      "import a from 'one';",
      "import 'two';",
      "export * from './three';",
      "const { get } = await import('four');",
      "const five = require('five');",
      "} from 'six';",
    ];
    const findings = await findingsOf(importsAllowed, [
      { file, from: /^/, to: `${lines.join('\n')}\n` },
    ]);
    expect(
      findings.map(({ line, message }) => `${line} ${message.split(';')[0]}`),
    ).toEqual([
      '1 imports one',
      '2 imports two',
      '3 imports ./three',
      '4 imports four',
      '5 imports five',
      '6 imports six',
    ]);
  });
});
