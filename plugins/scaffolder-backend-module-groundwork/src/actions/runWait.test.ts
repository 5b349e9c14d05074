// SPDX-License-Identifier: Apache-2.0
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parse } from 'yaml';
import {
  FakeStacks,
  QUICK,
  RUN_ID,
  STACK_ID,
  aRun,
} from '../__testUtils__/fakeStacks';
import { createRunWaitAction } from './runWait';
import { examples } from './runWait.examples';

const OUTPUTS = [
  { name: 'key_arn', value: 'arn:aws:kms:eu-west-1:1:key/1', sensitive: false },
  { name: 'password', sensitive: true },
];

describe('groundwork:run:wait', () => {
  async function wait(stacks: FakeStacks, input: object, context: object = {}) {
    const output = jest.fn();
    const action = createRunWaitAction({
      stacks: stacks.service,
      appBaseUrl: 'http://localhost:3000',
      times: QUICK,
    });
    await action.handler({
      ...createMockActionContext({ input: input as never }),
      output,
      ...context,
    } as never);
    return Object.fromEntries(output.mock.calls);
  }

  it('gives the outputs that are not sensitive once the run has succeeded', async () => {
    const stacks = new FakeStacks(
      aRun({ state: 'applying' }),
      aRun({ state: 'verifying' }),
      aRun({ state: 'succeeded' }),
    );
    stacks.stack = { id: STACK_ID, outputs: OUTPUTS };
    expect(await wait(stacks, { runId: RUN_ID })).toEqual({
      state: 'succeeded',
      outputs: { key_arn: 'arn:aws:kms:eu-west-1:1:key/1' },
    });
  });

  it('ends with the state that was reached when time is over', async () => {
    const stacks = new FakeStacks(aRun({ state: 'awaiting-approval' }));
    expect(await wait(stacks, { runId: RUN_ID, timeoutSeconds: 1 })).toEqual({
      state: 'awaiting-approval',
      outputs: {},
    });
  });

  it.each(['failed', 'needs-attention', 'discarded', 'expired'] as const)(
    'fails with the hint of a run that is %s',
    async state => {
      const stacks = new FakeStacks(
        aRun({ state, reason: 'It went wrong', hint: 'Look at the lock' }),
      );
      await expect(wait(stacks, { runId: RUN_ID })).rejects.toThrow(
        `Run ${RUN_ID} is ${state}: It went wrong. Look at the lock. See http://localhost:3000/aws-stacks/runs/${RUN_ID}`,
      );
    },
  );

  it('reads nothing in a dry run', async () => {
    const stacks = new FakeStacks(aRun());
    expect(await wait(stacks, { runId: RUN_ID }, { isDryRun: true })).toEqual({
      state: 'succeeded',
      outputs: {},
    });
    expect(stacks.credentials).toEqual([]);
  });

  it('refuses to wait longer than a task may last', async () => {
    await expect(
      wait(new FakeStacks(), { runId: RUN_ID, timeoutSeconds: 601 }),
    ).rejects.toThrow(/timeoutSeconds/);
  });

  it.each(examples)('runs its example: $description', async ({ example }) => {
    const stacks = new FakeStacks(aRun({ state: 'succeeded' }));
    const { input } = parse(example).steps[0];
    expect(await wait(stacks, input)).toMatchObject({ state: 'succeeded' });
  });
});
