// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestBench, newId } from '../__testUtils__/TestBench';
import { readPidFile } from '../job/pid';
import { interruptRunner } from '../launch';
import { JOB_FILES } from '../protocol';
import { LEFT_HINT, LEFT_REASON } from './leftState';

jest.setTimeout(180_000);

let bench: TestBench;

beforeAll(async () => {
  bench = await TestBench.create();
});

afterAll(() => bench.stop());

const LAYER = {
  'terraform/main.tf': `variable "groundwork" {
  type = any
}

resource "terraform_data" "this" {
  input = var.groundwork.stack_id
}
`,
};

/** Waits until Terraform has given up on the bucket. */
async function untilLeft(folder: string): Promise<void> {
  const left = join(folder, 'work', 'source', 'terraform', 'errored.tfstate');
  while (!existsSync(left)) await sleep(50);
}

it('keeps a state that its bucket does not take, and saves it when the run is resumed', async () => {
  const source = await bench.store(LAYER);
  const options = { source, stackId: newId(), name: 'left' };
  const { next } = await bench.plan(options);
  // The first object that an apply writes is the lock, the second one the state.
  await bench.sandbox.faults.add({
    kind: 'error',
    action: 's3:PutObject',
    status: 503,
    after: 1,
  });
  const job = await bench.start('apply', next);
  await untilLeft(job.folder);
  const runner = readPidFile(join(job.folder, 'pid'));
  expect(runner && interruptRunner(runner)).toBe(true);
  const result = await bench.finish(job);
  expect(result).toMatchObject({
    outcome: 'needs-attention',
    changed: true,
    reason: expect.stringContaining(LEFT_REASON),
    hint: LEFT_HINT,
  });
  const kept = join(dirname(next.plan.planPath), JOB_FILES.leftState);
  expect(existsSync(kept)).toBe(true);
  expect(existsSync(join(job.folder, 'work'))).toBe(false);

  await bench.sandbox.faults.clear();
  const verified = await bench.run('verify', next);
  expect(verified.result).toMatchObject({
    outcome: 'succeeded',
    applied: { resources: [{ address: 'terraform_data.this' }] },
  });
  expect(existsSync(kept)).toBe(false);
  const again = await bench.plan(options);
  expect(again.result.plan?.diff.hasChanges).toBe(false);
});
