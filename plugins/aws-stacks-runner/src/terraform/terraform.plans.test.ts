// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  PLAIN_TERRAFORM_LAYER,
  TERRAFORM_LAYER,
} from '../__testUtils__/layers';
import { TestBench, newId } from '../__testUtils__/TestBench';
import { open, seal } from '../seal';

jest.setTimeout(300_000);

const CANARY = 'canary/Zq7&<secret> 9"x';

const FORMS = [
  CANARY,
  JSON.stringify(CANARY).slice(1, -1),
  encodeURIComponent(CANARY),
  Buffer.from(CANARY).toString('base64').slice(0, 20),
  Buffer.from(`user:${CANARY}`).toString('base64').slice(8, 28),
];

let bench: TestBench;

beforeAll(async () => {
  bench = await TestBench.create();
});

afterAll(async () => {
  await bench.stop();
});

/** What any process of this user shows of the canary in its arguments and its environment. */
function seenInProcesses(): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid =>
      ['cmdline', 'environ'].flatMap(part => {
        try {
          const text = readFileSync(`/proc/${pid}/${part}`, 'latin1');
          return FORMS.some(form => text.includes(form))
            ? [`${pid}/${part}`]
            : [];
        } catch {
          return [];
        }
      }),
    );
}

it('plans, applies, verifies, and shows a canary secret nowhere', async () => {
  const source = await bench.store(TERRAFORM_LAYER);
  const options = {
    source,
    stackId: newId(),
    name: 'orders',
    secretVariables: { password: CANARY },
  };
  const seen: string[] = [];
  const sampler = setInterval(() => seen.push(...seenInProcesses()), 200);
  const planned = await bench.plan(options);
  expect(planned.result).toMatchObject({
    outcome: 'succeeded',
    changed: false,
  });
  expect(planned.result.plan?.diff).toMatchObject({
    engine: 'terraform',
    hasChanges: true,
    summary: { create: 2, update: 0, replace: 0, delete: 0 },
  });
  expect(readdirSync(planned.folder)).toContain('terraform-data');
  const applied = await bench.run('apply', planned.next);
  clearInterval(sampler);
  expect(readdirSync(planned.folder)).not.toContain('terraform-data');
  expect(applied.result).toMatchObject({ outcome: 'succeeded', changed: true });
  expect(applied.result.applied?.outputs).toEqual(
    expect.arrayContaining([
      {
        name: 'topic_arn',
        value: 'arn:aws:sns:eu-west-1:111111111113:orders-one',
        sensitive: false,
      },
      { name: 'password', sensitive: true },
      { name: 'leak', sensitive: true },
    ]),
  );
  expect(
    applied.result.applied?.resources.map(({ address }) => address).sort(),
  ).toEqual(['aws_sns_topic.this', 'aws_ssm_parameter.password']);
  expect(bench.events(applied).filter(({ kind }) => kind === 'phase')).toEqual([
    expect.objectContaining({ phase: 'apply' }),
    expect.objectContaining({ phase: 'verify' }),
  ]);
  expect(seen).toEqual([]);
  const leaks = bench
    .allTexts()
    .filter(({ text }) => FORMS.some(form => text.includes(form)));
  expect(leaks.map(({ file }) => file)).toEqual([]);
  expect(readdirSync(applied.folder)).not.toContain('work');

  const again = await bench.plan(options);
  expect(again.result.plan?.diff).toMatchObject({
    hasChanges: false,
    resources: [],
    outputs: [],
  });

  const renamed = await bench.store({
    ...TERRAFORM_LAYER,
    'terraform/terraform.tfvars.json': '{ "suffix": "two" }',
  });
  const replacing = await bench.plan({ ...options, source: renamed });
  const topic = replacing.result.plan?.diff.resources.find(
    ({ type }) => type === 'aws_sns_topic',
  );
  expect(topic).toMatchObject({
    action: 'replace',
    reason: 'replace_because_cannot_update',
    physicalId: 'arn:aws:sns:eu-west-1:111111111113:orders-one',
  });
  expect(topic?.attributes).toContainEqual({
    path: 'name',
    before: 'orders-one',
    after: 'orders-two',
    unknown: false,
    sensitive: false,
    forcesReplacement: true,
  });
});

it('refuses a plan that is not the approved one, and changes nothing', async () => {
  const source = await bench.store(TERRAFORM_LAYER);
  const options = { source, stackId: newId(), name: 'tampered' };
  const planned = await bench.plan(options);
  const { planPath, planDigest } = planned.next.plan;

  const otherDigest = await bench.run('apply', {
    ...planned.next,
    plan: { planPath, planDigest: 'a'.repeat(64) },
  });
  expect(otherDigest.result).toMatchObject({
    outcome: 'failed',
    changed: false,
    reason: expect.stringContaining('was approved'),
  });

  const otherStack = await bench.run('apply', {
    ...planned.next,
    stackId: newId(),
  });
  expect(otherStack.result).toMatchObject({
    outcome: 'failed',
    changed: false,
  });

  const purpose = `plan:${planned.next.runId}`;
  const saved = JSON.parse(
    open(readFileSync(planPath), bench.key, purpose).toString('utf8'),
  );
  const forged = join(bench.root, 'forged.enc');
  const planBytes = Buffer.from('another plan').toString('base64');
  writeFileSync(
    forged,
    seal(
      Buffer.from(JSON.stringify({ ...saved, planBytes })),
      bench.key,
      purpose,
    ),
  );
  const otherPlan = await bench.run('apply', {
    ...planned.next,
    plan: { planPath: forged, planDigest },
  });
  expect(otherPlan.result).toMatchObject({ outcome: 'failed', changed: false });

  const bytes = readFileSync(planPath);
  bytes[bytes.length - 1] += 1;
  writeFileSync(forged, bytes);
  const broken = await bench.run('apply', {
    ...planned.next,
    plan: { planPath: forged, planDigest },
  });
  expect(broken.result).toMatchObject({
    outcome: 'failed',
    changed: false,
    reason: expect.stringContaining('was changed'),
  });
  const writes = await bench.sandbox.requests({ operation: 'CreateTopic' });
  expect(JSON.stringify(writes)).not.toContain('tampered-one');
});

it('masks a secret that the provider quotes in its error, and says what to do', async () => {
  const source = await bench.store(TERRAFORM_LAYER);
  const planned = await bench.plan({
    source,
    stackId: newId(),
    name: 'refused',
    secretVariables: { password: CANARY },
  });
  // As on another host than the plan's: what init made has to be made again.
  rmSync(join(planned.folder, 'terraform-data'), { recursive: true });
  const rule = await bench.sandbox.faults.add({
    kind: 'deny',
    action: 'ssm:PutParameter',
    message: `The value pw:${CANARY} is refused`,
  });
  const { result, folder } = await bench.run('apply', planned.next);
  await bench.sandbox.faults.remove(rule.id);
  expect(result).toMatchObject({
    outcome: 'needs-attention',
    changed: true,
    hint: expect.stringContaining('plan again'),
    standing: expect.arrayContaining([
      expect.objectContaining({ type: 'aws_sns_topic' }),
    ]),
  });
  expect(result.reason).toContain('aws_ssm_parameter.password');
  const texts = bench.allTexts().filter(({ file }) => file.startsWith(folder));
  expect(
    texts.filter(({ text }) => FORMS.some(form => text.includes(form))),
  ).toEqual([]);
});

it('runs a folder once, whoever starts it again', async () => {
  const source = await bench.store(PLAIN_TERRAFORM_LAYER);
  const job = await bench.start('plan', {
    source,
    stackId: newId(),
    name: 'once',
  });
  await bench.launch(job.folder);
  await bench.launch(job.folder);
  expect(await bench.finish(job)).toMatchObject({ outcome: 'succeeded' });
  const phases = bench.events(job).filter(({ kind }) => kind === 'phase');
  expect(phases).toHaveLength(1);
});
