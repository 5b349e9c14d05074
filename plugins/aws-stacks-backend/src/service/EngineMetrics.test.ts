// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { type Bench, startBench } from '../__testUtils__/backend';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

/** What a gauge is asked with. */
interface Result {
  observe(value: number, attributes?: object): void;
}

/** Collects as an exporter does: what was added, what was recorded, and what each gauge says when it is asked. */
function createCollector() {
  const gauges = new Map<string, (result: Result) => unknown>();
  const added: [string, number, object?][] = [];
  const recorded: [string, number][] = [];
  const metrics = metricsServiceMock.mock({
    createCounter: name => ({
      add: (value, attributes) => added.push([name, value, attributes]),
    }),
    createHistogram: name => ({
      record: value => recorded.push([name, value]),
    }),
    createObservableGauge: name => ({
      addCallback: callback => {
        gauges.set(name, callback);
      },
      removeCallback: () => {
        gauges.delete(name);
      },
    }),
  });
  const collect = async () => {
    const values: [string, number, object?][] = [];
    for (const [name, callback] of gauges) {
      await callback({
        observe: (value, attributes) =>
          values.push(attributes ? [name, value, attributes] : [name, value]),
      });
    }
    return values;
  };
  return { metrics, added, recorded, collect };
}

describe('metrics of the engine', () => {
  const collector = createCollector();
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench({
      db: await databases.init('SQLITE_3'),
      services: [collector.metrics.factory],
    });
  });

  afterAll(() => bench.backend.stop());

  it('are the figures of its health, its steps and its refusals', async () => {
    const run = await bench.as().create();
    await bench.as().reach(run.id, 'succeeded');
    await bench.as().post(`/v1/runs/${run.id}/cancel`, {}).expect(409);
    const gauges = await collector.collect();
    expect(gauges).toEqual(
      expect.arrayContaining([
        ['groundwork.stacks.queue.length', 0],
        ['groundwork.stacks.queue.oldest.age', 0],
        ['groundwork.stacks.runs', 1, { state: 'succeeded' }],
        ['groundwork.stacks.runs', 0, { state: 'needs-attention' }],
        ['groundwork.stacks.runners.limit', 4],
        ['groundwork.stacks.heartbeats.stale', 0],
        ['groundwork.stacks.runs.stuck', 0],
      ]),
    );
    const states = collector.added.flatMap(([name, value, attributes]) =>
      name === 'groundwork.stacks.transitions' ? [[value, attributes]] : [],
    );
    expect(states[0]).toEqual([1, { from: 'none', to: 'queued' }]);
    expect(states.at(-1)).toEqual([1, { from: 'verifying', to: 'succeeded' }]);
    expect(collector.added).toContainEqual([
      'groundwork.stacks.refusals',
      1,
      { action: 'run.cancel' },
    ]);
    const [[name, seconds]] = collector.recorded;
    expect(name).toBe('groundwork.stacks.queue.wait');
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect(seconds).toBeLessThan(30);
  });
});
