// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { importsAllowed } from './importsAllowed';

describe('importsAllowed', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(importsAllowed)).toEqual([]);
  });

  it.each([
    ["import axios from 'axios';", 'axios'],
    ["import 'axios';", 'axios'],
    ["export * from './other';", './other'],
    ["const { get } = await import('axios');", 'axios'],
    ["const axios = require('axios');", 'axios'],
  ])('finds %s', async (line, name) => {
    const file = 'skeleton/cdk/lib/inputs.ts';
    const findings = await findingsOf(importsAllowed, [
      { file, from: /^/, to: `${line}\n` },
    ]);
    expect(findings).toEqual([
      {
        file,
        line: 1,
        message: expect.stringMatching(`^imports ${name}; only aws-cdk-lib`),
      },
    ]);
  });
});
