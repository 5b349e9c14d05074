// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  RunDetail,
  RunEvent,
} from '@groundwork/backstage-plugin-groundwork-common';
import { bundleFor } from '@groundwork/faults';
import { DEVELOPMENT } from '../__testUtils__/backend';
import { bundleOf } from '../__testUtils__/bundles';
import {
  BUILD_LIMIT,
  CodeBuildBench,
  JOBS,
  PROJECT,
} from '../__testUtils__/CodeBuildBench';
import { migrated } from '../__testUtils__/databases';
import { placesOf } from '../__testUtils__/leaks';

jest.setTimeout(200_000);

const SECRET = 'canary-5d41402abc4b2a76b9719d911017c592';

const SECRET_BUNDLE = bundleOf({
  'terraform/main.tf': `variable "token" {
  type      = string
  sensitive = true
}

resource "terraform_data" "marker" {
  input = sha256(var.token)
}
`,
});

describe('runs in CodeBuild', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let bench: CodeBuildBench;
  beforeAll(async () => {
    const db = await migrated(await databases.init('SQLITE_3'));
    bench = await CodeBuildBench.create(db);
  });
  afterEach(async () => {
    bench.player.isPlaying = true;
    await bench.sandbox.faults.clear();
  });
  afterAll(() => bench?.close());

  const plan = async (name: string, bundle = bundleFor('data')) =>
    bench.reach(await bench.ask(bundle, { name }), 'awaiting-approval');

  const played = () => bench.player.played.length;

  /** Each call of Terraform for its state takes so long. */
  const slowState = (delayMs: number) =>
    bench.sandbox.faults.add({
      kind: 'delay',
      action: 's3:*',
      accountId: DEVELOPMENT,
      delayMs,
    });

  const taken = (run: RunDetail, job: string) =>
    bench.until(
      async () =>
        (await bench.objects(run)).find(key =>
          key.endsWith(`${job}/out/taken`),
        ),
      `${job} is taken`,
    );

  it('are planned, applied and verified there, with nothing in clear on the way', async () => {
    const before = played();
    const run = await bench.reach(
      await bench.ask(SECRET_BUNDLE, {
        name: 'secret',
        secretVariables: { token: SECRET },
      }),
      'awaiting-approval',
    );
    expect(run.summary).toMatchObject({ create: 1 });
    await bench.approve(run).expect(200);
    const done = await bench.reach(run, 'succeeded');

    const { items }: { items: RunEvent[] } = (
      await bench.get(`/v1/runs/${run.id}/events`).expect(200)
    ).body;
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'resource',
          address: 'terraform_data.marker',
          phase: 'apply',
        }),
      ]),
    );
    const builds = bench.player.played.slice(before);
    expect(builds).toHaveLength(2);
    for (const build of builds) {
      expect(bench.player.leftOn(build)).toEqual([]);
      expect((await bench.player.find(build.id)).text).not.toContain(SECRET);
      expect(build.output).not.toContain(SECRET);
    }
    const objects = await bench.objects(done);
    expect(objects).toEqual(
      expect.arrayContaining([
        `jobs/${run.id}/plan/out/plan.enc`,
        `jobs/${run.id}/apply/out/result.json`,
      ]),
    );
    for (const key of objects) {
      const text = (await bench.aws.read(`${JOBS}/${key}`)).toString('latin1');
      expect({ key, found: placesOf(SECRET, [{ where: key, text }]) }).toEqual({
        key,
        found: [],
      });
      expect(text).not.toContain('terraform_data');
    }
  });

  it('are followed by a replica that knows nothing but the database, without another build', async () => {
    const run = await plan('replicas');
    bench.player.isPlaying = false;
    const before = played();
    await bench.approve(run).expect(200);
    await bench.until(
      async () =>
        (await bench.objects(run)).find(key => key.includes('/apply/in/')),
      'the apply is submitted',
    );
    await bench.stopBackend();
    rmSync(join(bench.folder, 'data', 'runs'), { recursive: true });
    bench.player.isPlaying = true;
    await taken(run, 'apply');
    await bench.start();
    await bench.reach(run, 'succeeded');
    expect(played() - before).toBe(1);
  });

  it('make what CloudFormation makes, and tell whether it has drifted', async () => {
    const asked = await bench.ask(bundleFor('cdk'), {
      name: 'cdk',
      engine: 'cdk',
    });
    const run = await bench.reach(asked, 'awaiting-approval');
    await bench.approve(run).expect(200);
    await bench.reach(run, 'succeeded');
    const keys = await bench.sandbox.requests({
      service: 'kms',
      operation: 'CreateKey',
      accountId: DEVELOPMENT,
    });
    expect(keys.map(({ status }) => status)).toEqual([200]);

    await bench.post(`/v1/stacks/${run.stackId}/drift/check`).expect(202);
    const drift = await bench.until(async () => {
      const { body } = await bench.get(`/v1/stacks/${run.stackId}/drift`);
      return body.drift.state === 'unknown' ? undefined : body;
    }, 'the look for drift');
    expect(drift).toMatchObject({
      drift: { state: 'in-sync' },
    });
  });

  it('are cancelled before their build has begun, and never begin', async () => {
    bench.player.isPlaying = false;
    const before = played();
    const run = await bench.ask(bundleFor('data'), { name: 'never' });
    await bench.until(
      async () => (await bench.objects(run))[0],
      'the plan is submitted',
    );
    await bench.cancel(run).expect(200);
    await bench.reach(run, 'cancelled');
    bench.player.isPlaying = true;
    expect(played()).toBe(before);
    await bench.until(async () => {
      const [stop] = await bench.sandbox.requests({ operation: 'StopBuild' });
      return stop;
    }, 'the build is stopped');
  });

  it('are cancelled while they work, as on one’s own machine', async () => {
    await slowState(3_000);
    const run = await bench.ask(bundleFor('data'), { name: 'cancelled' });
    await taken(run, 'plan');
    await bench.cancel(run).expect(200);
    const ended = await bench.reach(run, 'cancelled');
    expect(ended.reason).toBe('The job was cancelled');
  });

  it('wait in the queue while CodeBuild has no room, and say so', async () => {
    await bench.stopBackend();
    await bench.start({ full: 500, stop: 500, silence: 1_500, ask: 500 });
    const others = await Promise.all(
      Array.from({ length: BUILD_LIMIT }, async () => {
        const answer = await bench.aws.call(
          'codebuild',
          'CodeBuild_20161006.StartBuild',
          { projectName: PROJECT },
        );
        return JSON.parse(answer).build.id;
      }),
    );
    const run = await bench.ask(bundleFor('data'), { name: 'queued' });
    const waiting = await bench.until(async () => {
      const now = await bench.find(run);
      return now.state === 'queued' && now.reason ? now : undefined;
    }, 'the run is queued again');
    expect(waiting).toMatchObject({
      reason: 'CodeBuild has no room for another build',
      hint: expect.stringContaining('It is tried again by itself'),
    });
    for (const id of others) {
      await bench.sandbox.endBuild({ id, status: 'SUCCEEDED' });
    }
    await bench.reach(run, 'awaiting-approval');
  });

  it('are stopped when they do not end by themselves after they were cancelled', async () => {
    await slowState(3_000);
    const run = await bench.ask(bundleFor('data'), { name: 'deaf' });
    await taken(run, 'plan');
    const program = bench.player.played.at(-1)?.child;
    program?.kill('SIGSTOP');
    await bench.cancel(run).expect(200);
    const ended = await bench.reach(run, 'failed');
    expect(ended.reason).toMatch(
      /^The plan was not finished: The build \S+ ended as STOPPED.* without a result. Nothing was changed/,
    );
  });

  it('need attention when their machine is lost while it applies', async () => {
    const run = await plan('lost');
    await slowState(4_000);
    await bench.approve(run).expect(200);
    await taken(run, 'apply');
    const build = bench.player.played.at(-1);
    bench.player.kill(build!);
    const ended = await bench.reach(run, 'needs-attention');
    expect(ended.reason).toMatch(
      /while it was being applied, The build groundwork-runner:\S+ ended as FAILED.* without a result/,
    );
    expect(ended.actions).toEqual(expect.arrayContaining(['resume', 'unlock']));
    await bench.sandbox.faults.clear();
    await bench.post(`/v1/runs/${run.id}/resume`).expect(200);
    const verified = await bench.until(async () => {
      const now = await bench.find(run);
      const isOver = now.state === 'needs-attention' || now.finishedAt;
      return isOver && now.reason !== ended.reason ? now : undefined;
    }, 'the account is compared with the plan');
    expect(verified.reason ?? verified.state).not.toContain('The build');
    expect(await bench.objects(run)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/verify-\d+\/out\/result.json$/),
      ]),
    );
  });

  describe('in a bucket that somebody writes into', () => {
    const change = async (key: string) => {
      const bytes = await bench.aws.read(`${JOBS}/${key}`);
      bytes[bytes.length - 2] ^= 1;
      await bench.aws.put(`${JOBS}/${key}`, Uint8Array.from(bytes));
    };

    it('refuse a job that is not the one that was submitted', async () => {
      bench.player.isPlaying = false;
      const run = await bench.ask(bundleFor('data'), { name: 'job' });
      const job = await bench.until(
        async () =>
          (await bench.objects(run)).find(key => key.endsWith('.json')),
        'the plan is submitted',
      );
      await change(job);
      bench.player.isPlaying = true;
      const ended = await bench.reach(run, 'failed');
      expect(ended.reason).toMatch(
        /ended as FAILED.* before it took the job; nothing was changed/,
      );
      expect(bench.player.played.at(-1)?.output).toContain(
        'but the build was started for',
      );
    });

    it('refuse another plan than the one that was approved', async () => {
      const run = await plan('plan');
      await change(`jobs/${run.id}/plan/out/plan.enc`);
      await bench.approve(run).expect(200);
      const ended = await bench.reach(run, 'failed');
      expect(ended.reason).toContain('was changed, or was sealed with another');
    });

    it('believe no result but that of the build', async () => {
      bench.player.isPlaying = false;
      const run = await bench.ask(bundleFor('data'), { name: 'result' });
      await bench.until(
        async () => (await bench.objects(run))[0],
        'the plan is submitted',
      );
      const forged = JSON.stringify({ outcome: 'succeeded', runId: run.id });
      await bench.aws.put(
        `${JOBS}/jobs/${run.id}/plan/out/result.json`,
        new TextEncoder().encode(forged),
      );
      const ended = await bench.reach(run, 'failed');
      expect(ended.reason).toContain(
        'its result in the bucket of the jobs was changed',
      );
    });
  });
});
