// SPDX-License-Identifier: Apache-2.0
import { type Edit, findingsOf } from '../__testUtils__/sample';
import { inputsAgree } from './inputsAgree';

const form = 'template.yaml';
const variables = 'skeleton/terraform/variables.tf';
const inputs = 'skeleton/cdk/lib/inputs.ts';
const tfvars = 'skeleton/terraform/terraform.tfvars.json.njk';
const sizeField = `        log_group_class:
          title: Size
          type: integer
          minimum: 1
          maximum: 9
          default: 4
`;

const messages = async (edits: Edit[]) =>
  (await findingsOf(inputsAgree, edits)).map(
    ({ file, line, message }) => `${file}:${line} ${message}`,
  );

describe('inputsAgree', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(inputsAgree)).toEqual([]);
  });

  it('finds an input that is missing in each of the other places', async () => {
    const added = `        kept:\n          type: boolean\n          default: false\n`;
    const found = await messages([
      {
        file: form,
        from: '        log_group_class:\n',
        to: `${added}        log_group_class:\n`,
      },
      { file: form, from: 'log_group_class]', to: 'log_group_class, kept]' },
    ]);
    expect(found).toEqual([
      `${variables}:undefined add the input kept, which the form asks for`,
      `${inputs}:undefined add the input kept, which the form asks for`,
      expect.stringContaining('"kept": ${{ values.kept | dump }}'),
      expect.stringContaining('"kept": ${{ values.kept | dump }}'),
      expect.stringContaining('write "kept: ${{ parameters.kept }}"'),
    ]);
  });

  it('finds another type, default, bound and message, and writes them out', async () => {
    const found = await messages([
      {
        file: form,
        from: /^ {8}log_group_class:\n(?: {10}.*\n)+/m,
        to: sizeField,
      },
    ]);
    expect(found).toEqual([
      `${variables}:13 write "type = number" for log_group_class`,
      `${variables}:13 the default of log_group_class is 4 in the form`,
      `${variables}:13 give log_group_class the validation that its field has:
    condition     = var.log_group_class >= 1 && var.log_group_class <= 9 && floor(var.log_group_class) == var.log_group_class
    error_message = "log_group_class must be a whole number from 1 to 9."`,
      `${inputs}:13 logGroupClass is not as in the form; write {"type":"integer","minimum":1,"maximum":9,"default":4}`,
    ]);
  });

  it('finds a bound that differs in the CDK alone', async () => {
    const found = await messages([
      { file: inputs, from: 'maxLength: 200', to: 'maxLength: 300' },
    ]);
    expect(found).toEqual([
      expect.stringMatching(
        /inputs\.ts:8 kmsKeyArn is not as in the form; write \{"type":"string","pattern":"\^arn.*"maxLength":200\}$/,
      ),
    ]);
  });

  it('finds a rendered file with another key, and the line', async () => {
    const found = await messages([
      { file: tfvars, from: '"log_group_class"', to: '"class"' },
    ]);
    expect(found).toEqual([
      expect.stringContaining(`${tfvars}:3 must be exactly:`),
    ]);
  });

  it('finds a field without bounds', async () => {
    const found = await messages([
      { file: form, from: /^ {10}enum: \[STANDARD.*\n/m, to: '' },
    ]);
    expect(found).toEqual([
      expect.stringMatching(
        /^template\.yaml:\d+ log_group_class must be a boolean, /,
      ),
    ]);
  });

  it('finds a field that callers of the API may leave out', async () => {
    const found = await messages([
      {
        file: form,
        from: '[kms_key_arn, log_group_class]',
        to: '[kms_key_arn]',
      },
    ]);
    expect(found).toEqual([
      expect.stringContaining('add log_group_class to "required"'),
    ]);
  });
});
