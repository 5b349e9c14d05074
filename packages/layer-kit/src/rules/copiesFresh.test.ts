// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { copiesFresh } from './copiesFresh';

describe('copiesFresh', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(copiesFresh)).toEqual([]);
  });

  it('finds a copy that was changed or is missing', async () => {
    const context = 'skeleton/terraform/context.tf';
    const settings = 'skeleton/cdk/cdk.json';
    const findings = await findingsOf(copiesFresh, [
      { file: context, from: 'default_tags', to: 'other_tags' },
      { file: settings },
    ]);
    expect(findings).toEqual([
      {
        file: settings,
        message:
          'is not _shared/cdk/cdk.json; change that file and run "yarn layers sync"',
      },
      {
        file: context,
        message:
          'is not _shared/terraform/context.tf; change that file and run "yarn layers sync"',
      },
    ]);
  });
});
