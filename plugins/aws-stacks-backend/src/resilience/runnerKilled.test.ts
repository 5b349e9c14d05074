// SPDX-License-Identifier: Apache-2.0
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import { KillBench, MADE_BY, bundleFor } from '@groundwork/faults';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';

jest.setTimeout(300_000);

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

  /** An apply whose key is made and whose alias is not. */
  const halfApplied = async (name: string) => {
    const run = await bench.plan({ engine: 'terraform', name });
    const held = await bench.slow(run, 'kms:DescribeKey', 6_000);
    await bench.approve(run);
    await bench.untilMet(held.id);
    return run;
  };

  /** What AWS has to do with it is the lock alone: no provider is needed. */
  const withoutProvider = (name: string) =>
    bench.plan({ engine: 'terraform', name, bundle: bundleFor('data') });

  /** An apply that has taken its lock, and whose state the bucket does not take. */
  const holdingItsLock = async (name: string) => {
    const run = await withoutProvider(name);
    // The first object that an apply writes is the lock, the second one the state.
    const refused = await sandbox.faults.add({
      kind: 'error',
      action: 's3:PutObject',
      accountId: run.target.accountId,
      status: 503,
      after: 1,
    });
    await bench.approve(run);
    await bench.untilMet(refused.id);
    return run;
  };

  const expectStopped = async (run: Run) => {
    expect(await bench.finish(run)).toMatchObject({
      state: 'needs-attention',
      reason: expect.stringContaining('the runner ended without a result'),
      hint: expect.stringContaining('Resume the run'),
      actions: expect.arrayContaining(['resume', 'unlock', 'fail']),
    });
    expect(bench.folders.clearFiles(run)).toEqual([]);
    await sandbox.faults.clear();
  };

  const resume = async (run: Run) => {
    await bench.client.operateRun(run.id, 'resume');
    return bench.finish(run);
  };

  /** Closes the run and brings the stack to its end with another. */
  const planAgain = async (run: Run) => {
    const closed = await bench.client.operateRun(run.id, 'fail');
    expect(closed.state).toBe('failed');
    const again = await withoutProvider(run.name);
    await bench.approve(again);
    const done = await bench.finish(again);
    expect(done.reason ?? done.state).toBe('succeeded');
    expect(await bench.aws.resourceTypes(done)).toEqual(MADE_BY.data);
  };

  it('leaves its Terraform to finish, and nothing is made twice', async () => {
    const run = await halfApplied('orders');
    process.kill(bench.folders.runnerPid(run), 'SIGKILL');
    await expectStopped(run);

    await bench.folders.untilIdle(run);
    expect(await bench.aws.stateObjects(run)).toEqual([
      `${run.stackId}.tfstate`,
    ]);
    const resumed = await resume(run);
    expect(resumed.reason ?? resumed.state).toBe('succeeded');
    expect(await bench.aws.resourceTypes(run)).toEqual([
      'aws_kms_alias',
      'aws_kms_key',
    ]);
    expect(await bench.creates(run)).toEqual(['CreateKey', 'CreateAlias']);
    expect(await bench.folders.orphans(run)).toEqual([]);
  });

  it('leaves a lock when Terraform is killed too, which is named and released', async () => {
    const run = await holdingItsLock('invoices');
    for (const { pid } of bench.folders.processes(run))
      process.kill(pid, 'SIGKILL');
    await expectStopped(run);

    const locked = await resume(run);
    expect(await bench.aws.stateObjects(run)).toEqual([
      `${run.stackId}.tfstate.tflock`,
    ]);
    expect(locked).toMatchObject({
      state: 'needs-attention',
      hint: expect.stringMatching(/state lock [0-9a-f-]{36} is held by/),
    });

    await bench.client.operateRun(run.id, 'unlock');
    await bench.untilEvent(
      run,
      event => event.kind === 'note' && /was released/.test(event.message),
    );
    expect(await bench.aws.stateObjects(run)).toEqual([]);
    expect(await bench.folders.orphans(run)).toEqual([]);
    await planAgain(run);
  });
});
