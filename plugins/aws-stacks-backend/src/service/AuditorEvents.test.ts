// SPDX-License-Identifier: Apache-2.0
import type { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { migrated } from '../__testUtils__/databases';
import { Replicas } from '../__testUtils__/Replicas';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

it('the auditor hears of each step that the engine took, with the engine as the actor', async () => {
  const db = await migrated(await databases.init('SQLITE_3'));
  const replicas = Replicas.create(db);
  const success = jest.fn(async () => undefined);
  const events: AuditorServiceCreateEventOptions[] = [];
  const auditor = mockServices.auditor.mock({
    createEvent: async options => {
      events.push(options);
      return { success, fail: async () => undefined };
    },
  });
  const replica = await replicas.start({ auditor });
  const run = await replica.ask();
  await replica.reach(run.id, 'succeeded');
  await replicas.stop();
  expect(events.map(({ eventId }) => eventId)).toEqual([
    'run-planning',
    'run-planned',
    'run-approved',
    'run-applying',
    'run-verifying',
    'run-succeeded',
  ]);
  expect(events[3].meta).toMatchObject({
    actor: 'groundwork',
    runId: run.id,
    stackId: run.stackId,
    from: 'approved',
    to: 'applying',
  });
  expect(success).toHaveBeenCalledTimes(6);
});
