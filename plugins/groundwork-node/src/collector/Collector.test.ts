// SPDX-License-Identifier: Apache-2.0
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { Collector } from './Collector';
import { createCollectorTables, dropCollectorTables } from './migrations';
import type { CollectContext, CollectResult, CollectorOptions } from './types';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const A = { accountId: '111111111111', region: 'eu-west-1' };
const B = { accountId: '222222222222', region: 'eu-west-1' };
const MINUTE_MS = 60_000;

function awsError(name: string): Error {
  return Object.assign(new Error(name), { name, $metadata: {} });
}

describe.each(databases.eachSupportedId())('Collector %p', databaseId => {
  let knex: Knex;
  let nowMs: number;
  const at = (minutes: number) =>
    new Date(Date.UTC(2026, 0, 1) + minutes * MINUTE_MS).toISOString();
  const go = (minutes: number) => {
    nowMs = Date.parse(at(minutes));
  };

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await createCollectorTables(knex);
    go(0);
  });

  async function make(options: Partial<CollectorOptions> = {}) {
    const scheduler = mockServices.scheduler();
    const collect = jest.fn(
      async (
        _target: { accountId: string },
        _context: CollectContext,
      ): Promise<CollectResult> => ({ cursor: { page: nowMs } }),
    );
    const collector = Collector.create({
      id: 'findings',
      database: knex,
      scheduler,
      logger: mockServices.logger.mock(),
      targets: async () => [A, B],
      collect,
      schedule: { frequency: { minutes: 10 }, timeout: { minutes: 5 } },
      now: () => new Date(nowMs),
      ...options,
    });
    await collector.start();
    const run = () => scheduler.triggerTask('collector:findings');
    return { collector, collect, run, scheduler };
  }

  it('drops its table', async () => {
    await dropCollectorTables(knex);
    expect(await knex.schema.hasTable('collector_targets')).toBe(false);
  });

  it('knows nothing before the first run, and everything of each target after it', async () => {
    const { collector, run } = await make();
    expect(await collector.status()).toMatchObject([
      { collectorId: 'findings', ...A, state: 'never', problems: [] },
      { ...B, state: 'never' },
    ]);
    expect(await collector.problems([A])).toMatchObject([
      { ...A, code: 'never-read' },
    ]);
    expect(await collector.freshness()).toEqual({
      oldestAt: undefined,
      newestAt: undefined,
      targets: 2,
      failed: 0,
      nextRunAt: undefined,
    });
    await run();
    expect(await collector.status()).toMatchObject([
      {
        ...A,
        state: 'ok',
        startedAt: at(0),
        succeededAt: at(0),
        nextRunAt: at(10),
      },
      { ...B, state: 'ok' },
    ]);
    expect(await collector.problems()).toEqual([]);
    expect(await collector.freshness()).toEqual({
      oldestAt: at(0),
      newestAt: at(0),
      targets: 2,
      failed: 0,
      nextRunAt: at(10),
    });
  });

  it('gives the cursor of the last success back, and asks for everything once a day', async () => {
    const { collect, run } = await make({ targets: async () => [A] });
    const told = () => {
      const [, { cursor, isFull }] = collect.mock.calls.at(-1)!;
      return { cursor, isFull };
    };
    await run();
    expect(told()).toEqual({ cursor: undefined, isFull: true });
    const first = { page: nowMs };
    go(10);
    collect.mockResolvedValueOnce({
      cursor: 'not kept',
      problems: [{ ...A, code: 'InvalidAccessException', hint: 'no hub' }],
    });
    await run();
    expect(told()).toEqual({ cursor: first, isFull: false });
    go(20);
    await run();
    expect(told()).toEqual({ cursor: first, isFull: false });
    go(24 * 60);
    await run();
    expect(told().isFull).toBe(true);
    go(24 * 60 + 10);
    await run();
    expect(told().isFull).toBe(false);
  });

  it('keeps the age of the last success beside what went wrong, and heals by itself', async () => {
    const { collector, collect, run } = await make();
    await run();
    go(10);
    collect.mockImplementation(async ({ accountId }) => {
      if (accountId === A.accountId) throw awsError('AccessDeniedException');
      return { problems: [{ ...B, code: 'no-detector', hint: 'enable it' }] };
    });
    await run();
    expect(await collector.status()).toMatchObject([
      {
        ...A,
        state: 'failed',
        succeededAt: at(0),
        problems: [{ ...A, code: 'AccessDeniedException' }],
      },
      { ...B, state: 'partial', succeededAt: at(0), nextRunAt: at(20) },
    ]);
    expect(await collector.freshness()).toMatchObject({
      oldestAt: at(0),
      failed: 2,
    });
    expect(await collector.problems([B])).toEqual([
      { ...B, code: 'no-detector', hint: 'enable it' },
    ]);
    go(20);
    collect.mockResolvedValue({});
    await run();
    expect(await collector.status()).toMatchObject([
      { state: 'ok', succeededAt: at(20), problems: [] },
      { state: 'ok', succeededAt: at(20), problems: [] },
    ]);
  });

  it('asks a broken target more and more rarely, up to the ceiling, and the others as ever', async () => {
    const { collector, collect, run } = await make({
      longestBackOff: { minutes: 60 },
    });
    collect.mockImplementation(async ({ accountId }) => {
      if (accountId === A.accountId) throw awsError('ThrottlingException');
      return {};
    });
    const askedAt: number[] = [];
    for (let minutes = 0; minutes <= 250; minutes += 10) {
      go(minutes);
      collect.mockClear();
      await run();
      const accounts = collect.mock.calls.map(([{ accountId }]) => accountId);
      expect(accounts).toContain(B.accountId);
      if (accounts.includes(A.accountId)) askedAt.push(minutes);
    }
    expect(askedAt).toEqual([0, 10, 30, 70, 130, 190, 250]);
    go(255);
    collect.mockResolvedValue({});
    await collector.runNow([A]);
    await waitFor(async () => (await collector.status())[0].state === 'ok');
    expect((await collector.status())[0].nextRunAt).toBe(at(265));
  });

  it('asks what was denied again at every run', async () => {
    const { collect, run } = await make();
    collect.mockRejectedValue(awsError('AccessDeniedException'));
    await run();
    go(10);
    await run();
    expect(collect).toHaveBeenCalledTimes(4);
  });

  it('runs what is asked for at once, also while a run is under way, and answers without waiting', async () => {
    const { collector, collect, run } = await make();
    await run();
    collect.mockClear();
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    collect.mockImplementationOnce(async () => {
      await held;
      return {};
    });
    go(1);
    await collector.runNow([A]);
    await waitFor(async () => collect.mock.calls.length === 1);
    expect((await collector.status())[0]).toMatchObject({
      state: 'running',
      succeededAt: at(0),
    });
    go(2);
    await collector.runNow([B]);
    expect(collect).toHaveBeenCalledTimes(1);
    release();
    await waitFor(
      async () => (await collector.status())[1].succeededAt === at(2),
    );
    expect(collect.mock.calls.map(([{ accountId }]) => accountId)).toEqual([
      A.accountId,
      B.accountId,
    ]);
  });

  it('forgets a target that is no longer configured', async () => {
    let targets = [A, B];
    const { collector, run } = await make({ targets: async () => targets });
    await run();
    targets = [B];
    expect(await collector.status()).toMatchObject([B]);
    go(10);
    await run();
    targets = [A, B];
    expect(await collector.status()).toMatchObject([
      { ...A, state: 'never' },
      { ...B, state: 'ok' },
    ]);
  });

  it('calls a collect that was ended before it was done failed, and starts it at the next run', async () => {
    const { collector, collect, run, scheduler } = await make({
      targets: async () => [A],
    });
    collect.mockImplementationOnce(
      (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    const running = run();
    await waitFor(async () => collect.mock.calls.length === 1);
    await scheduler.cancelTask('collector:findings');
    await running;
    expect(await collector.status()).toMatchObject([
      { state: 'failed', problems: [{ ...A, code: 'interrupted' }] },
    ]);
    go(10);
    await run();
    expect(await collector.status()).toMatchObject([{ state: 'ok' }]);
  });

  it('does not take a collect for running whose process died', async () => {
    const { collector, run } = await make({ targets: async () => [A] });
    await run();
    await knex('collector_targets').update({ running_since: at(1) });
    expect(await collector.status()).toMatchObject([{ state: 'running' }]);
    go(10);
    await run();
    expect(await collector.status()).toMatchObject([
      { state: 'ok', succeededAt: at(10) },
    ]);
  });

  it('is off when it is switched off: what was collected keeps its age', async () => {
    await (await make()).run();
    const { collector, scheduler } = await make({ enabled: false });
    expect(await scheduler.getScheduledTasks()).toEqual([]);
    expect(await collector.status()).toMatchObject([
      { state: 'off', succeededAt: at(0), nextRunAt: undefined },
      { state: 'off' },
    ]);
    expect(await collector.problems([A])).toMatchObject([
      { code: 'switched-off' },
    ]);
    await expect(collector.runNow()).rejects.toMatchObject({
      name: 'ConflictError',
    });
  });
});

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 5_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not happen in 5 seconds');
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
