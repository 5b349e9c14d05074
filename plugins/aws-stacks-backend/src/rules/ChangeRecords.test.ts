// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type Bench,
  inProduction,
  runRequest,
  startBench,
} from '../__testUtils__/backend';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

describe('change records', () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench({
      db: await databases.init('SQLITE_3'),
      stacks: {
        changeRecord: {
          required: ['production'],
          ticketPattern: String.raw`CHG-\d+|fix/#\d+`,
          ticketUrl: 'https://tickets.test/browse/{ticket}?from=groundwork',
        },
      },
    });
  });

  afterAll(() => bench.backend.stop());

  it('are asked for where the configuration says so', async () => {
    for (const change of [undefined, {}, { reason: 'It is urgent' }]) {
      const { body } = await bench
        .as()
        .post('/v1/runs', runRequest({ target: inProduction, change }))
        .expect(400);
      expect(body.error.message).toBe(
        'change.ticket: a change in production needs a ticket; name the ticket that the change is filed under',
      );
    }
    const run = await bench.as().create({ change: {} });
    expect(run.change).toBeUndefined();
    expect(run.ticketUrl).toBeUndefined();
  });

  it.each(['CHG-', 'xCHG-1', 'CHG-1x'])(
    'refuse %s, which is no ticket id',
    async ticket => {
      const { body } = await bench
        .as()
        .post('/v1/runs', runRequest({ change: { ticket } }))
        .expect(400);
      expect(body.error.message).toContain(`${ticket} is not a ticket id here`);
    },
  );

  it('are kept with the run, and lead to the ticket', async () => {
    const change = { ticket: 'fix/#12', reason: 'Keys have to be rotated' };
    const run = await bench.as().create({ target: inProduction, change });
    expect(run).toMatchObject({
      change,
      ticketUrl: 'https://tickets.test/browse/fix%2F%2312?from=groundwork',
    });
    const { body } = await bench.as().get('/v1/runs').expect(200);
    expect(body.items[0]).toMatchObject({ id: run.id, change });
  });
});
