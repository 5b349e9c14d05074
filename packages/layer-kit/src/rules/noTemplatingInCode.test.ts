// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { noTemplatingInCode } from './noTemplatingInCode';

describe('noTemplatingInCode', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(noTemplatingInCode)).toEqual([]);
  });

  it('finds templating in code, rendered code, and logic in rendered files', async () => {
    const main = 'skeleton/terraform/main.tf';
    const rendered = 'skeleton/terraform/extra.tf.njk';
    const json = 'skeleton/cdk/inputs.json.njk';
    const findings = await findingsOf(noTemplatingInCode, [
      {
        file: main,
        from: 'log_group_class   = ',
        to: 'class = "${{ values.x }}" # ',
      },
      { file: rendered, to: 'locals {}\n' },
      {
        file: json,
        from: 'values.log_group_class | dump',
        to: "values.a or 'b'",
      },
    ]);
    expect(findings).toEqual([
      {
        file: json,
        line: 3,
        message: expect.stringMatching(/^write nothing but /),
      },
      {
        file: rendered,
        message: expect.stringContaining('render a .json.njk beside the code'),
      },
      {
        file: main,
        line: 15,
        message: 'templating in a file that is not rendered; take it out',
      },
    ]);
  });
});
