// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { enginesAgree } from './enginesAgree';
import { resourcesAgree } from './resourcesAgree';

const file = 'layer.yaml';
const engines = 'engines: [terraform, cdk]';
const inCdkAlone = { file, from: engines, to: 'engines: [cdk]' };

describe('enginesAgree', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(enginesAgree)).toEqual([]);
  });

  it('finds an engine that is not planned, or planned and not there', async () => {
    const message =
      'write "engines: [cdk]", or plan others in packages/layer-kit/data/layers.yaml';
    expect(await findingsOf(enginesAgree, [], { engines: ['cdk'] })).toEqual([
      { file, line: 6, message },
    ]);
    const findings = await findingsOf(enginesAgree, [inCdkAlone]);
    expect(findings[0]?.message).toBe(
      'write "engines: [terraform, cdk]", or plan others in packages/layer-kit/data/layers.yaml',
    );
  });

  it('asks of an engine that is not there for a reason, and for no file', async () => {
    const findings = await findingsOf(enginesAgree, [inCdkAlone], {
      engines: ['cdk'],
    });
    expect(findings[0]).toEqual({
      file,
      line: 15,
      message:
        'say under "without" why terraform does not make "Encrypted logs with retention"',
    });
    expect(findings).toContainEqual({
      file: 'skeleton/terraform/main.tf',
      message: 'take it out, or list terraform under "engines" of layer.yaml',
    });
  });

  it('asks for the form of an engine that no layer has had alone', async () => {
    const alone = { file, from: engines, to: 'engines: [terraform]' };
    const findings = await findingsOf(enginesAgree, [alone], {
      engines: ['terraform'],
    });
    expect(findings[0]?.message).toMatch(
      /^write _shared\/template\/terraform\.yaml: /,
    );
  });
});

describe('resourcesAgree', () => {
  it('finds types of an engine that the layer does not have', async () => {
    expect(await findingsOf(resourcesAgree, [inCdkAlone])).toEqual([
      {
        file,
        line: 12,
        message:
          'Terraform does not make aws_cloudwatch_log_group; take it out, or have test/inputs.json ask for it',
      },
    ]);
  });
});
