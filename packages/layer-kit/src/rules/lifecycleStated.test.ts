// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../__testUtils__/sample';
import { lifecycleStated } from './lifecycleStated';

const file = 'layer.yaml';

describe('lifecycleStated', () => {
  it('takes the sample', async () => {
    expect(await findingsOf(lifecycleStated)).toEqual([]);
  });

  it('asks for the advice that is known', async () => {
    const lifecycle = { status: 'active', advice: 'use the other service' };
    expect(await findingsOf(lifecycleStated, [], { lifecycle })).toEqual([
      {
        file,
        line: 24,
        message: 'add "advice"; what is known: use the other service',
      },
    ]);
  });

  it('asks since when a service is closed and what comes after it', async () => {
    const findings = await findingsOf(lifecycleStated, [
      { file, from: 'status: active', to: 'status: closed' },
    ]);
    expect(findings.map(({ message }) => message)).toEqual([
      'add "since": the day from which it is closed',
      'add "successor": what a new stack uses instead',
    ]);
  });
});
