// SPDX-License-Identifier: Apache-2.0
import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { type RunDetail } from '@groundwork/backstage-plugin-groundwork-common';
import { parse } from 'yaml';
import {
  FakeStacks,
  PLAN_DIGEST,
  PLAN_INPUT,
  QUEUED,
  QUICK,
  RUN_ID,
  STACK_ID,
  SUMMARY,
  aRun,
} from '../__testUtils__/fakeStacks';
import { createPlanAction } from './plan';
import { planExamples } from './plan.examples';

const RUN_URL = `http://localhost:3000/aws-stacks/runs/${RUN_ID}`;

describe('groundwork:terraform:plan', () => {
  const workspace = createMockDirectory();

  beforeEach(() => {
    workspace.setContent({
      'README.md': '# Orders',
      terraform: { 'main.tf': '' },
      cdk: { 'cdk.json': '{}' },
    });
  });

  function setUp(
    stacks: FakeStacks,
    options: {
      input?: object;
      context?: object;
      engine?: 'terraform' | 'cdk';
      maxWaitMs?: number;
    } = {},
  ) {
    const log: string[] = [];
    const write = (line: string) => log.push(line);
    const logger = { info: write, warn: write, error: write, debug: write };
    const action = createPlanAction({
      engine: options.engine ?? 'terraform',
      stacks: stacks.service,
      appBaseUrl: 'http://localhost:3000/',
      times: QUICK,
      maxWaitMs: options.maxWaitMs,
    });
    const ctx = {
      ...createMockActionContext({
        input: { ...PLAN_INPUT, ...options.input },
        workspacePath: workspace.path,
      }),
      logger: { ...logger, child: () => logger },
      ...options.context,
    };
    const run = () => action.handler(ctx as never);
    const outputs = () =>
      Object.fromEntries((ctx.output as jest.Mock).mock.calls);
    return { run, outputs, log };
  }

  it('submits the workspace as the person who runs the task and gives the plan', async () => {
    const stacks = new FakeStacks(QUEUED, aRun({ state: 'planning' }), aRun());
    const { run, outputs, log } = setUp(stacks);
    await run();
    expect(outputs()).toEqual({
      runId: RUN_ID,
      runUrl: RUN_URL,
      stackId: STACK_ID,
      state: 'awaiting-approval',
      planDigest: PLAN_DIGEST,
      summary: SUMMARY,
    });
    expect(stacks.requests).toEqual([
      {
        ...PLAN_INPUT,
        engine: 'terraform',
        idempotencyKey: expect.stringMatching(/^[0-9a-f]{64}$/),
        source: {
          kind: 'bundle',
          digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
        layerOutputs: [],
        secretVariables: {},
      },
    ]);
    expect(new Set(stacks.credentials)).toEqual(
      new Set([mockCredentials.user()]),
    );
    expect(log).toContain(
      `Plan: 2 to create, 0 to update, 1 to replace, 0 to delete. The run is awaiting-approval: ${RUN_URL}`,
    );
  });

  it('says that there is nothing to do', async () => {
    const stacks = new FakeStacks(
      aRun({ state: 'succeeded', hasChanges: false }),
    );
    const { run, log } = setUp(stacks);
    await run();
    expect(log).toContain(`Plan: no changes. ${RUN_URL}`);
  });

  it('has the same key for the same task, step and input, and another for another input', async () => {
    const keys = [];
    for (const name of ['orders', 'orders', 'events']) {
      const stacks = new FakeStacks(aRun());
      await setUp(stacks, { input: { name } }).run();
      keys.push(stacks.requests[0].idempotencyKey);
    }
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('finds its run again after a crash, and makes a new one when a person retries a failed step', async () => {
    const saved = new Map<string, { runId: string }>();
    const checkpoint = async (options: {
      key: string;
      fn: () => Promise<{ runId: string }>;
    }) => {
      const value = saved.get(options.key) ?? (await options.fn());
      saved.set(options.key, value);
      return value;
    };
    const context = { checkpoint };
    await setUp(new FakeStacks(aRun()), { context }).run();

    const afterCrash = new FakeStacks(aRun());
    await setUp(afterCrash, { context }).run();
    expect(afterCrash.requests).toEqual([]);

    const retried = new FakeStacks(aRun({ state: 'failed' }), aRun());
    await setUp(retried, { context }).run();
    expect(retried.requests).toHaveLength(1);
    expect(saved.size).toBe(2);
  });

  it('hands over the values of secrets by name and never logs or puts them out', async () => {
    const stacks = new FakeStacks(aRun());
    const { run, outputs, log } = setUp(stacks, {
      input: { secretVariables: { master_password: 'databasePassword' } },
      context: { secrets: { databasePassword: 'canary-4711' } },
    });
    await run();
    expect(stacks.requests[0].secretVariables).toEqual({
      master_password: 'canary-4711',
    });
    expect(JSON.stringify([outputs(), log])).not.toContain('canary-4711');
  });

  it.each(['databasePassword', 'backstageToken', 'constructor'])(
    'refuses to read a variable from the secret %s, which the form does not have',
    async secretName => {
      const stacks = new FakeStacks(aRun());
      const { run } = setUp(stacks, {
        input: { secretVariables: { master_password: secretName } },
        context: { secrets: { backstageToken: 'token' } },
      });
      await expect(run()).rejects.toThrow(
        `master_password is to be read from the secret ${secretName}`,
      );
      expect(stacks.bundles).toEqual([]);
    },
  );

  it.each<[Partial<RunDetail>, string]>([
    [
      {
        state: 'failed',
        reason: 'terraform plan ended with 1',
        hint: 'Read the log and correct the layer',
      },
      `Run ${RUN_ID} is failed: terraform plan ended with 1. Read the log and correct the layer. See ${RUN_URL}`,
    ],
    [
      { state: 'needs-attention', reason: 'A state lock is held.' },
      `Run ${RUN_ID} is needs-attention: A state lock is held. See ${RUN_URL}`,
    ],
    [{ state: 'cancelled' }, `Run ${RUN_ID} is cancelled. See ${RUN_URL}`],
  ])('fails with the reason and the hint of %j', async (end, message) => {
    const { run } = setUp(new FakeStacks(QUEUED, aRun(end)));
    await expect(run()).rejects.toThrow(message);
  });

  it('keeps on when the engine cannot be read for a moment', async () => {
    const stacks = new FakeStacks(
      QUEUED,
      new TypeError('fetch failed'),
      aRun(),
    );
    const { run, outputs, log } = setUp(stacks);
    await run();
    expect(outputs().state).toBe('awaiting-approval');
    expect(log).toContain('The run cannot be read at the moment; trying again');
  });

  it('ends at once when the engine refuses', async () => {
    const refusal = Object.assign(new NotAllowedError('no'), {
      statusCode: 403,
    });
    const { run } = setUp(new FakeStacks(QUEUED, refusal));
    await expect(run()).rejects.toThrow('no');
  });

  it('leaves the run and says so when the task is cancelled', async () => {
    const controller = new AbortController();
    const stacks = new FakeStacks(QUEUED);
    const { run, log } = setUp(stacks, {
      context: { signal: controller.signal },
    });
    const running = run();
    setTimeout(() => controller.abort(), 30);
    await expect(running).rejects.toThrow(/abort/i);
    expect(log).toContain(
      `The task was cancelled. Run ${RUN_ID} goes on by itself; discard or cancel it at ${RUN_URL}`,
    );
  });

  it('shows a sign of life and ends without a plan when time is over', async () => {
    const stacks = new FakeStacks(QUEUED);
    const { run, outputs, log } = setUp(stacks, { maxWaitMs: 60 });
    await run();
    expect(outputs()).toEqual({
      runId: RUN_ID,
      runUrl: RUN_URL,
      stackId: STACK_ID,
      state: 'queued',
    });
    expect(log).toContain(`Run ${RUN_ID} is queued (0 s)`);
    expect(log).toContain(
      `The plan is not there yet (queued); it appears at ${RUN_URL}`,
    );
  });

  it('checks the project in a dry run and calls nobody', async () => {
    const stacks = new FakeStacks(aRun());
    const { run, outputs } = setUp(stacks, { context: { isDryRun: true } });
    await run();
    expect(stacks.credentials).toEqual([]);
    expect(outputs()).toEqual({
      runId: '00000000000000000000000000',
      runUrl: 'http://localhost:3000/aws-stacks/runs',
      stackId: '00000000000000000000000000',
      state: 'queued',
    });
  });

  it('finds a missing engine folder in a dry run too', async () => {
    workspace.setContent({});
    const { run } = setUp(new FakeStacks(), { context: { isDryRun: true } });
    await expect(run()).rejects.toThrow(/no folder terraform\//);
  });

  it.each(['terraform', 'cdk'] as const)(
    'runs the examples of %s',
    async engine => {
      for (const { example } of planExamples(engine)) {
        const [step] = parse(example).steps;
        const stacks = new FakeStacks(aRun({ engine }));
        const { run, outputs } = setUp(stacks, {
          engine,
          input: step.input,
          context: { secrets: { databasePassword: 'secret' } },
        });
        await run();
        expect(step.action).toBe(`groundwork:${engine}:plan`);
        expect(stacks.requests[0]).toMatchObject({
          engine,
          layer: step.input.layer,
          layerOutputs: step.input.layerOutputs ?? [],
        });
        expect(outputs().runUrl).toBe(RUN_URL);
      }
    },
  );
});
