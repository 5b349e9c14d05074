// SPDX-License-Identifier: Apache-2.0
import { ASSET_STACK, CDK_LAYER } from '../__testUtils__/layers';
import { TestBench, newId } from '../__testUtils__/TestBench';

jest.setTimeout(300_000);

const CANARY = 'canary/Zq7&<secret> 9"x';

let bench: TestBench;

beforeAll(async () => {
  bench = await TestBench.create();
});

afterAll(async () => {
  await bench.stop();
});

async function layer(name: string, files: Record<string, string> = {}) {
  const source = await bench.store({ ...CDK_LAYER, ...files });
  return { source, stackId: newId(), name, engine: 'cdk' } as const;
}

it('plans a change set, applies it, verifies it, and shows a canary secret nowhere', async () => {
  const options = {
    ...(await layer('orders')),
    environment: 'production',
    secretVariables: { Password: CANARY },
  } as const;
  const planned = await bench.plan(options);
  expect(planned.result).toMatchObject({
    outcome: 'succeeded',
    changed: false,
  });
  const diff = planned.result.plan?.diff;
  expect(diff).toMatchObject({
    engine: 'cdk',
    engineVersion: '2.273.0',
    hasChanges: true,
    summary: { create: 3, update: 0, replace: 0, delete: 0 },
  });
  expect(diff?.notes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        level: 'error',
        source: 'cdk-nag',
        message: expect.stringContaining('AwsSolutions-S10'),
      }),
      expect.objectContaining({
        level: 'warning',
        source: 'cdk',
        message: expect.stringContaining('broadens permissions'),
      }),
    ]),
  );
  const applied = await bench.run('apply', planned.next);
  expect(applied.result).toMatchObject({ outcome: 'succeeded', changed: true });
  expect(applied.result.applied?.outputs).toEqual([
    {
      name: 'key_arn',
      value: expect.stringMatching(/^arn:aws:kms:eu-west-1:111111111113:key\//),
      sensitive: false,
    },
  ]);
  expect(
    applied.result.applied?.resources.map(({ type }) => type).sort(),
  ).toEqual(['AWS::KMS::Alias', 'AWS::KMS::Key', 'AWS::S3::Bucket']);
  expect(bench.events(applied)).toContainEqual(
    expect.objectContaining({
      kind: 'resource',
      type: 'AWS::KMS::Key',
      action: 'create',
      status: 'succeeded',
    }),
  );
  const protections = await bench.sandbox.requests({
    operation: 'UpdateTerminationProtection',
  });
  expect(protections).toHaveLength(1);
  const leaks = bench
    .allTexts()
    .filter(({ text }) => text.includes('canary/Zq7'));
  expect(leaks).toEqual([]);

  const verified = await bench.run('verify', planned.next);
  expect(verified.result.outcome).toBe('succeeded');
  const again = await bench.plan(options);
  expect(again.result.plan?.diff).toMatchObject({
    hasChanges: false,
    resources: [],
  });
});

it('refuses a change set that is not the approved one', async () => {
  const planned = await bench.plan(await layer('tampered'));
  const { planPath } = planned.next.plan;
  const { result } = await bench.run('apply', {
    ...planned.next,
    plan: { planPath, planDigest: 'a'.repeat(64) },
  });
  expect(result).toMatchObject({
    outcome: 'failed',
    changed: false,
    reason: expect.stringContaining('was approved'),
  });
});

it('says why an apply failed, and that nothing of it stands', async () => {
  const planned = await bench.plan(await layer('refused'));
  const rule = await bench.sandbox.faults.add({
    kind: 'deny',
    action: 's3:CreateBucket',
  });
  const { result } = await bench.run('apply', planned.next);
  await bench.sandbox.faults.remove(rule.id);
  expect(result).toMatchObject({
    outcome: 'needs-attention',
    changed: true,
    reason: expect.stringContaining('s3:CreateBucket'),
    standing: [],
  });
});

it('removes the change set of an abandoned plan, and does not apply it any more', async () => {
  const options = await layer('abandoned');
  const first = await bench.plan(options);
  const second = await bench.plan(options);
  expect(second.result.outcome).toBe('succeeded');
  const late = await bench.run('apply', first.next);
  expect(late.result).toMatchObject({
    outcome: 'failed',
    changed: false,
    reason: 'The change set of the approved plan is gone',
  });
  const { result } = await bench.run('apply', second.next);
  expect(result.outcome).toBe('succeeded');
});

it('publishes assets and a template that is too long for a request, and tells what an update broadens', async () => {
  const stackId = newId();
  const withTopics = async (topics: number, principal: string) => ({
    ...(await layer('assets', {
      'cdk/assets/hello.txt': 'hello',
      'cdk/lib/kms-stack.ts': ASSET_STACK(topics, principal),
    })),
    stackId,
  });
  const before = await bench.sandbox.requests({ operation: 'PutObject' });
  const first = await bench.plan(
    await withTopics(200, 'arn:aws:iam::111111111113:root'),
  );
  expect(first.result).toMatchObject({ outcome: 'succeeded' });
  const uploads = await bench.sandbox.requests({ operation: 'PutObject' });
  expect(uploads.length - before.length).toBe(2);
  const applied = await bench.run('apply', first.next);
  expect(applied.result.reason).toBeUndefined();
  expect(applied.result.applied?.resources).toHaveLength(201);

  const second = await bench.plan(await withTopics(2, '*'));
  expect(second.result.plan?.diff.summary).toMatchObject({ delete: 198 });
  expect(second.result.plan?.diff.notes).toContainEqual({
    level: 'warning',
    source: 'cdk',
    message: [
      'This plan broadens permissions or opens a network',
      '+ Key: Allow kms:Decrypt on * to AWS *',
    ].join('\n'),
  });
});

it.each([
  [
    'a package that is not provided',
    { 'cdk/lib/more.ts': "import 'left-pad';" },
    'cdk/lib/more.ts:1: it imports left-pad',
  ],
  [
    'an app that ends with an error',
    { 'cdk/bin/kms.ts': "throw new Error('no such thing');" },
    'Error: no such thing',
  ],
  [
    'an app that reads outside of its folder',
    {
      'cdk/bin/kms.ts':
        "import { readFileSync } from 'node:fs';\nreadFileSync('/etc/passwd');",
    },
    'Access to this API has been restricted',
  ],
  [
    'an app under another name',
    { 'cdk/cdk.json': '{ "app": "npx evil" }' },
    'does not have the app "node bin/kms.ts"',
  ],
])('refuses %s', async (_, files, reason) => {
  const { result } = await bench.run('plan', await layer('denied', files));
  expect(result).toMatchObject({ outcome: 'failed', changed: false });
  expect(result.reason).toContain(reason);
});
