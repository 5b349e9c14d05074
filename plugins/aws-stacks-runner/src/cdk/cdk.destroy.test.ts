// SPDX-License-Identifier: Apache-2.0
import { CDK_LAYER } from '../__testUtils__/layers';
import { type JobOptions, TestBench, newId } from '../__testUtils__/TestBench';

jest.setTimeout(300_000);

let bench: TestBench;

beforeAll(async () => {
  bench = await TestBench.create();
});

afterAll(async () => {
  await bench.stop();
});

async function applied(name: string, more: Partial<JobOptions> = {}) {
  const source = await bench.store(CDK_LAYER);
  const made = {
    source,
    stackId: newId(),
    name,
    engine: 'cdk',
    ...more,
  } as const;
  const planned = await bench.plan(made);
  const { result } = await bench.run('apply', planned.next);
  expect(result.reason).toBeUndefined();
  return { ...made, operation: 'destroy' } as const;
}

const addresses = (resources: { address: string }[] = []) =>
  resources.map(({ address }) => address.replace(/[0-9A-F]{8}$/, '')).sort();

it('plans a deletion with what is kept, deletes exactly it, and names what still stands', async () => {
  const options = await applied('orders');
  const planned = await bench.plan(options);
  const diff = planned.result.plan?.diff;
  expect(diff).toMatchObject({
    engine: 'cdk',
    hasChanges: true,
    summary: { create: 0, update: 0, delete: 1, forget: 2 },
  });
  expect(
    diff?.resources.map(({ type, action }) => [type, action]).sort(),
  ).toEqual([
    ['AWS::KMS::Alias', 'delete'],
    ['AWS::KMS::Key', 'forget'],
    ['AWS::S3::Bucket', 'forget'],
  ]);
  expect(diff?.resources.every(({ physicalId }) => physicalId)).toBe(true);

  const destroyed = await bench.run('apply', planned.next);
  expect(destroyed.result).toMatchObject({
    outcome: 'succeeded',
    changed: true,
    applied: { outputs: [] },
  });
  const kept = addresses(destroyed.result.applied?.resources);
  expect(kept).toEqual(['Data', 'Key']);
  expect(bench.events(destroyed)).toContainEqual(
    expect.objectContaining({
      kind: 'resource',
      type: 'AWS::KMS::Alias',
      action: 'delete',
      status: 'succeeded',
    }),
  );
  expect(bench.events(destroyed)).toContainEqual(
    expect.objectContaining({
      kind: 'note',
      message: expect.stringContaining('2 resources were kept'),
    }),
  );

  const resumed = await bench.run('verify', planned.next);
  expect(resumed.result.outcome).toBe('succeeded');
  expect(addresses(resumed.result.applied?.resources)).toEqual(kept);
  const deletions = await bench.sandbox.requests({ operation: 'DeleteStack' });
  expect(deletions).toHaveLength(1);
  const again = await bench.plan(options);
  expect(again.result.plan?.diff).toMatchObject({
    hasChanges: false,
    resources: [],
  });
});

it('leaves a protected stack alone unless the configuration lifts the protection', async () => {
  const options = await applied('guarded', { environment: 'production' });
  const refused = await bench.plan(options);
  expect(refused.result).toMatchObject({
    outcome: 'failed',
    changed: false,
    reason: 'The stack groundwork-kms-guarded has termination protection',
    hint: expect.stringContaining('update-termination-protection'),
  });
  const lifting = { ...options, liftTerminationProtection: true };
  const planned = await bench.plan(lifting);
  expect(planned.result.plan?.diff.notes).toContainEqual(
    expect.objectContaining({
      level: 'warning',
      message: 'Termination protection is on; it is taken off first',
    }),
  );
  const forged = await bench.run('apply', {
    ...planned.next,
    liftTerminationProtection: false,
  });
  expect(forged.result).toMatchObject({
    outcome: 'failed',
    changed: false,
    reason: expect.stringContaining('was approved'),
  });

  const rule = await bench.sandbox.faults.add({
    kind: 'deny',
    action: 'cloudformation:DeleteStack',
  });
  const denied = await bench.run('apply', planned.next);
  await bench.sandbox.faults.remove(rule.id);
  expect(denied.result).toMatchObject({
    outcome: 'failed',
    changed: false,
    reason: expect.stringContaining('did not take the deletion'),
  });
  const again = await bench.plan(options);
  expect(again.result.reason).toContain('has termination protection');

  const next = await bench.plan(lifting);
  const destroyed = await bench.run('apply', next.next);
  expect(destroyed.result.outcome).toBe('succeeded');
});

it('does not delete a stack that was changed after its destruction was planned', async () => {
  const options = await applied('changed');
  const planned = await bench.plan(options);
  const source = await bench.store({
    ...CDK_LAYER,
    'cdk/lib/kms-stack.ts': CDK_LAYER['cdk/lib/kms-stack.ts'].replace(
      'enforceSSL: false',
      'enforceSSL: false, versioned: true',
    ),
  });
  const update = await bench.plan({ ...options, operation: 'apply', source });
  const updated = await bench.run('apply', update.next);
  expect(updated.result.outcome).toBe('succeeded');
  const { result } = await bench.run('apply', planned.next);
  expect(result).toMatchObject({
    outcome: 'failed',
    changed: false,
    reason:
      'The stack groundwork-kms-changed was changed after its destruction was planned',
  });
});

it('says which resource could not be deleted, and finishes by the next plan', async () => {
  const options = await applied('stuck');
  const planned = await bench.plan(options);
  const rule = await bench.sandbox.faults.add({
    kind: 'deny',
    action: 'kms:DeleteAlias',
  });
  const { result } = await bench.run('apply', planned.next);
  expect(result).toMatchObject({
    outcome: 'needs-attention',
    changed: true,
    reason: expect.stringContaining('DELETE_FAILED'),
  });
  expect(result.reason).toContain('kms:DeleteAlias');
  await bench.sandbox.faults.remove(rule.id);
  const next = await bench.plan(options);
  const finished = await bench.run('apply', next.next);
  expect(finished.result.outcome).toBe('succeeded');
});
