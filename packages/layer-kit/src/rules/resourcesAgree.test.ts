// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { resourcesAgree } from './resourcesAgree';

const file = 'layer.yaml';

describe('resourcesAgree', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(resourcesAgree)).toEqual([]);
  });

  it('finds types that are listed and not made, and made and not listed', async () => {
    const findings = await findingsOf(resourcesAgree, [
      { file, from: 'aws_cloudwatch_log_group', to: 'aws_sqs_queue' },
      { file, from: 'AWS::Logs::LogGroup', to: 'AWS::SQS::Queue' },
    ]);
    expect(findings).toEqual([
      {
        file,
        line: 9,
        message:
          'Terraform makes aws_cloudwatch_log_group; list it under a purpose',
      },
      {
        file,
        line: 12,
        message:
          'Terraform does not make aws_sqs_queue; take it out, or have test/inputs.json ask for it',
      },
      {
        file,
        line: 9,
        message: 'the CDK makes AWS::Logs::LogGroup; list it under a purpose',
      },
      {
        file,
        line: 11,
        message:
          'the CDK does not make AWS::SQS::Queue; take it out, or have test/inputs.json ask for it',
      },
    ]);
  });
});
