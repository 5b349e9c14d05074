// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { validationsTested } from './validationsTested';

describe('validationsTested', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(validationsTested)).toEqual([]);
  });

  it('finds a validation that no run expects to refuse', async () => {
    const file = 'skeleton/terraform/tests/sample-layer.tftest.hcl';
    const findings = await findingsOf(validationsTested, [
      { file, from: '[var.log_group_class]', to: '[var.kms_key_arn]' },
    ]);
    expect(findings).toEqual([
      {
        file,
        message:
          'log_group_class has 1 validations and 0 runs with "expect_failures = [var.log_group_class]"; add the others',
      },
    ]);
  });
});
