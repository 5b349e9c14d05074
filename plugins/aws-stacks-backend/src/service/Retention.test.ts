// SPDX-License-Identifier: Apache-2.0
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { RITA, runRequest } from '../__testUtils__/backend';
import { migrated } from '../__testUtils__/databases';
import { AuditChainStore } from '../store/AuditChainStore';
import { AuditStore } from '../store/AuditStore';
import { NewRuns } from '../store/NewRuns';
import { RetentionStore } from '../store/RetentionStore';
import { RunsStore } from '../store/RunsStore';
import { AuditVerifier } from './AuditVerifier';
import { Retention } from './Retention';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const DAY_MS = 86_400_000;

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('Retention on %s', databaseId => {
  let db: Knex;
  let audit: AuditStore;
  const success = jest.fn(async () => undefined);
  const fail = jest.fn(async () => undefined);
  const createEvent = jest.fn(async () => ({ success, fail }));
  const logger = mockServices.logger.mock();

  const retain = (config: Record<string, number>, daysLater: number) =>
    Retention.create({
      auditor: mockServices.auditor.mock({ createEvent }),
      chain: new AuditChainStore(db),
      config,
      logger,
      store: new RetentionStore(db, audit),
    }).run(new Date(Date.now() + daysLater * DAY_MS));

  const verify = () => AuditVerifier.create(new AuditChainStore(db)).verify();

  /** A run that has ended, with a line in its log and a vote. */
  async function addRun(name: string, to: 'succeeded' | 'failed') {
    const id = await new NewRuns(db).add({
      request: runRequest({ name }),
      requestedBy: RITA,
      sealSecrets: () => undefined,
    });
    const runs = new RunsStore(db);
    const step = { runId: id, actor: RITA };
    await runs.transition({ ...step, from: 'queued', to: 'planning' });
    if (to === 'succeeded') {
      await runs.transition({ ...step, from: 'planning', to: 'planned' });
    }
    const from = to === 'succeeded' ? 'planned' : 'planning';
    await runs.transition({ ...step, from, to });
    await db('run_events').insert({
      run_id: id,
      seq: 1_000,
      kind: 'log',
      body: '{}',
    });
    await db('approvals').insert({
      subject: `run:${id}`,
      digest: 'd',
      rule: 'other',
      required: 1,
      requester: RITA,
      created_at: '2026-01-01',
    });
    return id;
  }

  beforeEach(async () => {
    jest.clearAllMocks();
    db = await migrated(await databases.init(databaseId));
    audit = new AuditStore(db);
  });

  it('removes nothing that is not configured, and tells the auditor where the audit ends', async () => {
    await addRun('orders', 'succeeded');
    await retain({}, 10_000);
    expect(await db('runs').count({ n: '*' })).toEqual([
      expect.objectContaining({ n: expect.anything() }),
    ]);
    expect(await db('runs').pluck('id')).toHaveLength(1);
    const { head } = await verify();
    expect(createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'audit-verify',
        severityLevel: 'low',
        meta: { ...head, checkedEntries: 4 },
      }),
    );
    expect(success).toHaveBeenCalledTimes(1);
  });

  it('removes logs of old runs and keeps their states', async () => {
    const id = await addRun('orders', 'succeeded');
    await retain({ eventsMs: 2 * DAY_MS }, 1);
    expect(
      await db('run_events').where({ run_id: id, kind: 'log' }),
    ).toHaveLength(1);
    await retain({ eventsMs: 2 * DAY_MS }, 3);
    expect(await db('run_events').distinct('kind').pluck('kind')).toEqual([
      'state',
    ]);
    expect(await verify()).toMatchObject({ intact: true });
  });

  it('removes old runs with all of theirs, but the last and the last good one of a stack', async () => {
    const [old, good, bad, last] = [
      await addRun('orders', 'succeeded'),
      await addRun('orders', 'succeeded'),
      await addRun('orders', 'failed'),
      await addRun('orders', 'failed'),
    ];
    await retain({ runsMs: 2 * DAY_MS }, 3);
    expect(await db('runs').orderBy('id').pluck('id')).toEqual([good, last]);
    for (const id of [old, bad]) {
      expect(await db('run_events').where({ run_id: id })).toEqual([]);
      expect(await db('approvals').where({ subject: `run:${id}` })).toEqual([]);
    }
    expect(await db('audit').where({ action: 'runs.remove' })).toMatchObject([
      { actor: 'groundwork', reason: expect.stringMatching(/removed: 2$/) },
    ]);
    expect(await db('audit').where({ run_id: old })).not.toEqual([]);
  });

  it('removes old entries of the audit, but none of one that is not intact', async () => {
    await addRun('orders', 'succeeded');
    const [row] = await db('audit').where({ position: 2 });
    await db('audit').where({ position: 2 }).update({ actor: 'nobody' });
    await retain({ auditMs: DAY_MS }, 2);
    expect(await db('audit').pluck('position')).toHaveLength(4);
    expect(createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ severityLevel: 'critical' }),
    );
    expect(fail).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining(`Entry 2 (${row.id}`),
    );

    await db('audit').where({ position: 2 }).update({ actor: row.actor });
    await retain({ auditMs: DAY_MS }, 2);
    expect(await db('audit').pluck('action')).toEqual(['audit.checkpoint']);
    expect(await verify()).toMatchObject({
      intact: true,
      checkpoint: { throughPosition: 4, removedEntries: 4 },
    });
  });
});
