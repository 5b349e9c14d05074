// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { outputsAgree } from './outputsAgree';

const file = 'skeleton/terraform/outputs.tf';

describe('outputsAgree', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(outputsAgree)).toEqual([]);
  });

  it('finds an output that one engine alone has', async () => {
    const findings = await findingsOf(outputsAgree, [
      { file, from: 'output "log_group_name"', to: 'output "name"' },
    ]);
    expect(findings).toEqual([
      {
        file: 'skeleton/cdk/lib/sample-layer-stack.ts',
        message: 'add the output Name, which Terraform has',
      },
      {
        file,
        message:
          'add the output that the CDK calls LogGroupName, in snake case',
      },
    ]);
  });
});
