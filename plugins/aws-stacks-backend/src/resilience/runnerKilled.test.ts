// SPDX-License-Identifier: Apache-2.0
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import { KillBench } from '../__testUtils__/KillBench';

jest.setTimeout(180_000);

describe('a runner that is killed', () => {
  let sandbox: Sandbox;
  let bench: KillBench;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'minimal' });
    bench = await KillBench.create(sandbox);
  });
  afterAll(async () => {
    await bench?.close();
    await sandbox?.stop();
  });

  it('leaves a run that names the lock, and that a person closes', async () => {
    const planned = await bench.plan({ engine: 'terraform', name: 'orders' });
    const held = await bench.slow(planned, 'kms:DescribeKey', 3_000);
    await bench.approve(planned);
    await bench.untilMet(held.id);
    process.kill(bench.runnerPid(planned), 'SIGKILL');

    const dead = await bench.finish(planned);
    expect(dead).toMatchObject({
      state: 'needs-attention',
      reason: expect.stringContaining('the runner ended without a result'),
      hint: expect.stringContaining('Resume the run'),
      actions: expect.arrayContaining(['resume', 'unlock', 'fail']),
    });
    expect(bench.clearFiles(planned)).toEqual([]);
    await sandbox.faults.clear();

    await bench.client.operateRun(planned.id, 'resume');
    const locked = await bench.finish(planned);
    const tflock = `${planned.stackId}.tfstate.tflock`;
    expect(await bench.aws.stateObjects(planned)).toEqual([tflock]);
    expect(locked).toMatchObject({
      state: 'needs-attention',
      hint: expect.stringMatching(/state lock [0-9a-f-]{36} is held by/),
    });

    await bench.client.operateRun(planned.id, 'unlock');
    await bench.untilEvent(
      planned,
      event => event.kind === 'note' && /was released/.test(event.message),
    );
    expect(await bench.aws.stateObjects(planned)).toEqual([]);
    expect(await bench.orphans(planned)).toEqual([]);
    const closed = await bench.client.operateRun(planned.id, 'fail');
    expect(closed.state).toBe('failed');

    const again = await bench.plan({ engine: 'terraform', name: 'orders' });
    await bench.approve(again);
    const done = await bench.finish(again);
    expect(done.reason ?? done.state).toBe('succeeded');
    expect(await bench.aws.resourceTypes(done)).toEqual([
      'aws_kms_alias',
      'aws_kms_key',
    ]);
  });
});
