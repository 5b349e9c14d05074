// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  PLAIN_TERRAFORM_LAYER,
  SLOW_TERRAFORM_LAYER,
  TERRAFORM_LAYER,
} from '../__testUtils__/layers';
import { TestBench, newId } from '../__testUtils__/TestBench';
import { isRunnerAlive, removeRunnerWork } from '../launch';
import { readPidFile } from '../job/pid';

jest.setTimeout(300_000);

const CANARY = 'canary/Zq7&<secret> 9"x';

const PREVENTED = {
  ...PLAIN_TERRAFORM_LAYER,
  'terraform/main.tf': `resource "terraform_data" "this" {
  lifecycle {
    prevent_destroy = true
  }
}
`,
};

let bench: TestBench;

beforeAll(async () => {
  bench = await TestBench.create();
});

afterAll(async () => {
  await bench.stop();
});

async function applied(
  files: Record<string, string>,
  name: string,
  secretVariables?: Record<string, string>,
) {
  const source = await bench.store(files);
  const options = { source, stackId: newId(), name, secretVariables };
  const planned = await bench.plan(options);
  const { result } = await bench.run('apply', planned.next);
  expect(result.reason).toBeUndefined();
  expect(result.outcome).toBe('succeeded');
  return { ...options, operation: 'destroy' } as const;
}

it('plans a destruction, applies exactly it, proves that nothing is left, and shows no secret', async () => {
  const options = await applied(TERRAFORM_LAYER, 'orders', {
    password: CANARY,
  });
  const planned = await bench.plan(options);
  const diff = planned.result.plan?.diff;
  expect(diff).toMatchObject({
    hasChanges: true,
    summary: { create: 0, update: 0, replace: 0, delete: 2, forget: 0 },
  });
  expect(
    diff?.resources.map(({ address, action }) => [address, action]),
  ).toEqual([
    ['aws_sns_topic.this', 'delete'],
    ['aws_ssm_parameter.password', 'delete'],
  ]);
  expect(JSON.stringify(planned.result)).not.toContain('canary/Zq7');

  const forged = await bench.run('apply', {
    ...planned.next,
    operation: 'apply',
  });
  expect(forged.result).toMatchObject({
    outcome: 'failed',
    changed: false,
    reason: expect.stringContaining('was approved'),
  });

  const destroyed = await bench.run('apply', planned.next);
  expect(destroyed.result).toMatchObject({
    outcome: 'succeeded',
    changed: true,
    applied: { outputs: [], resources: [] },
  });
  expect(bench.events(destroyed)).toContainEqual(
    expect.objectContaining({
      kind: 'resource',
      address: 'aws_sns_topic.this',
      action: 'delete',
      status: 'succeeded',
    }),
  );
  const deletions = await bench.sandbox.requests({ operation: 'DeleteTopic' });
  expect(deletions).toHaveLength(1);

  const resumed = await bench.run('verify', planned.next);
  expect(resumed.result).toMatchObject({
    outcome: 'succeeded',
    applied: { resources: [] },
  });
  const again = await bench.plan(options);
  expect(again.result.plan?.diff).toMatchObject({
    hasChanges: false,
    resources: [],
  });
});

it('refuses what the source forbids, and says where', async () => {
  const options = await applied(PREVENTED, 'prevented');
  const { result } = await bench.plan(options);
  expect(result).toMatchObject({
    outcome: 'failed',
    changed: false,
    reason: expect.stringContaining('terraform_data.this'),
    hint: expect.stringContaining('prevent_destroy'),
  });
});

it('names what is left when AWS refuses a deletion; the next destruction ends by itself when its runner is killed, and resumes', async () => {
  const options = await applied(SLOW_TERRAFORM_LAYER, 'refused');
  const refusal = await bench.sandbox.faults.add({
    kind: 'deny',
    action: 'ssm:DeleteParameter',
  });
  const planned = await bench.plan(options);
  const { result } = await bench.run('apply', planned.next);
  expect(result).toMatchObject({
    outcome: 'needs-attention',
    changed: true,
    reason: expect.stringContaining('ssm:DeleteParameter'),
  });
  expect(result.standing?.map(({ address }) => address)).toEqual([
    'aws_sns_topic.first',
    'aws_ssm_parameter.middle',
  ]);
  const left = await bench.run('verify', planned.next);
  expect(left.result).toMatchObject({
    outcome: 'needs-attention',
    reason:
      '2 resources still stand: aws_sns_topic.first, aws_ssm_parameter.middle',
  });
  await bench.sandbox.faults.remove(refusal.id);

  const next = await bench.plan(options);
  expect(next.result.plan?.diff.summary.delete).toBe(2);
  await bench.sandbox.faults.add({
    kind: 'delay',
    action: 'ssm:DeleteParameter',
    delayMs: 4_000,
  });
  const job = await bench.start('apply', next.next);
  await bench.waitForEvent(job, event => event.kind === 'resource');
  const runner = readPidFile(join(job.folder, 'pid'));
  if (!runner) throw new Error(`${job.folder} has no pid file`);
  process.kill(runner.pid, 'SIGKILL');
  while (isRunnerAlive(join(job.folder, 'pid'))) await sleep(20);
  await removeRunnerWork(job.folder);

  const resumed = await bench.run('verify', next.next);
  expect(resumed.result).toMatchObject({
    outcome: 'succeeded',
    applied: { outputs: [], resources: [] },
  });
  expect(resumed.result.lock).toBeUndefined();
});
