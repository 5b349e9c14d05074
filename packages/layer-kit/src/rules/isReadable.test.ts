// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { isReadable } from './isReadable';

describe('isReadable', () => {
  it('reads the sample', async () => {
    expect(await findingsOf(isReadable)).toEqual([]);
  });

  it('says which field of layer.yaml is wrong', async () => {
    const findings = await findingsOf(isReadable, [
      { file: 'layer.yaml', from: 'observability', to: 'logging' },
    ]);
    expect(findings).toEqual([
      { file: 'layer.yaml', message: expect.stringContaining('at category') },
    ]);
  });

  it('says what cdk-nag objects to', async () => {
    const findings = await findingsOf(isReadable, [
      {
        file: 'skeleton/cdk/lib/sample-layer-stack.ts',
        from: /.*encryptionKey:.*\n/,
        to: '',
      },
    ]);
    expect(findings).toEqual([
      {
        file: 'skeleton/cdk/bin/sample-layer.ts',
        message: expect.stringContaining('CloudWatchLogGroupEncrypted'),
      },
    ]);
  });

  it('says where Terraform cannot be parsed', async () => {
    const findings = await findingsOf(isReadable, [
      {
        file: 'skeleton/terraform/main.tf',
        from: 'resource "',
        to: 'resource ',
      },
    ]);
    expect(findings).toEqual([
      {
        file: 'skeleton/terraform',
        message: expect.stringContaining('main.tf:12'),
      },
    ]);
  });
});
