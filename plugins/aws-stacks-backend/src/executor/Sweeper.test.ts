// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { inProduction } from '../__testUtils__/backend';
import { migrated } from '../__testUtils__/databases';
import { createReplica } from '../__testUtils__/replica';
import { FreezeGuard } from '../service/FreezeGuard';
import { JobFolders } from './JobFolders';
import { PlannedSteps } from './PlannedSteps';
import { Sweeper } from './Sweeper';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const STRANGER = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const YESTERDAY = new Date(Date.now() - 86_400_000);

describe('Sweeper', () => {
  it('removes the files of runs that ended long ago, and no others', async () => {
    const db = await migrated(await databases.init('SQLITE_3'));
    const replica = await createReplica({ db });
    const { executor, dataDirectory, runStore: runs } = replica;
    executor.start();
    const ended = await replica.ask();
    const recent = await replica.ask({ name: 'recent' });
    const waiting = await replica.ask({ name: 'wait', target: inProduction });
    await replica.reach(ended.id, 'succeeded');
    await replica.reach(recent.id, 'succeeded');
    await replica.reach(waiting.id, 'awaiting-approval');
    await executor.stop();
    await db('runs')
      .where({ id: ended.id })
      .update({ finished_at: YESTERDAY.toISOString() });

    const folders = JobFolders.create({ dataDirectory });
    const plannedSteps = Object.create(PlannedSteps.prototype);
    const freezeGuard = Object.create(FreezeGuard.prototype);
    const sweeper = Sweeper.create({
      runs,
      folders,
      plannedSteps,
      freezeGuard,
      keepMs: 3_600_000,
    });
    const folder = (id: string) => join(dataDirectory, 'runs', id);
    mkdirSync(folder(STRANGER));
    await sweeper.removeFolders();
    expect(
      [ended.id, recent.id, waiting.id, STRANGER].map(id =>
        existsSync(folder(id)),
      ),
    ).toEqual([false, true, true, true]);

    utimesSync(folder(STRANGER), YESTERDAY, YESTERDAY);
    await sweeper.removeFolders();
    expect(existsSync(folder(STRANGER))).toBe(false);
  });
});
