// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  RUN_STATES,
  RUN_TRANSITIONS,
  type RunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { migrated } from '../__testUtils__/databases';
import { RITA, runRequest } from '../__testUtils__/backend';
import { statesOf } from '../__testUtils__/replica';
import { assertTransition } from '../rules/runStates';
import { AuditStore } from './AuditStore';
import { NewRuns } from './NewRuns';
import { RunsStore } from './RunsStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const pairs = RUN_STATES.flatMap(from =>
  RUN_STATES.map((to): [RunState, RunState] => [from, to]),
);
const forbidden = pairs.filter(
  ([from, to]) => !RUN_TRANSITIONS[from].includes(to),
);

describe('assertTransition', () => {
  it.each(forbidden)('refuses %s → %s', (from, to) => {
    expect(() => assertTransition(from, to)).toThrow(
      `A run cannot go from ${from} to ${to}`,
    );
  });

  it('allows all others', () => {
    const allowed = pairs.filter(pair => !forbidden.includes(pair));
    allowed.forEach(([from, to]) => assertTransition(from, to));
    expect(allowed.length).toBe(
      Object.values(RUN_TRANSITIONS).flatMap(to => to).length,
    );
  });
});

describe.each(databases.eachSupportedId())('RunsStore on %s', databaseId => {
  let db: Knex;
  let runs: RunsStore;
  let id: string;

  beforeEach(async () => {
    db = await migrated(await databases.init(databaseId));
    runs = new RunsStore(db);
    id = await new NewRuns(db).add({
      request: runRequest(),
      requestedBy: RITA,
      sealSecrets: () => 'sealed',
    });
  });

  const step = (from: RunState, to: RunState) =>
    runs.transition({ runId: id, from, to, actor: RITA, reason: 'why' });

  it('changes state, audit and event together', async () => {
    expect(await step('queued', 'planning')).toBe(true);
    expect(await statesOf(db, id)).toEqual(['queued', 'planning']);
    const audit = await db('audit').where({ to_state: 'planning' });
    expect(audit).toMatchObject([
      {
        actor: RITA,
        action: 'run.planning',
        outcome: 'done',
        run_id: id,
        from_state: 'queued',
        reason: 'why',
      },
    ]);
  });

  it('does nothing at all when somebody else was first', async () => {
    await step('queued', 'cancelled');
    expect(await step('queued', 'planning')).toBe(false);
    expect(await statesOf(db, id)).toEqual(['queued', 'cancelled']);
    expect(await db('audit').where({ to_state: 'planning' })).toEqual([]);
  });

  it('does nothing at all when what belongs to it fails', async () => {
    await expect(
      runs.transition({
        runId: id,
        from: 'queued',
        to: 'planning',
        actor: RITA,
        then: async () => {
          throw new Error('disk full');
        },
      }),
    ).rejects.toThrow('disk full');
    expect((await runs.find(id))?.run.state).toBe('queued');
    expect(await statesOf(db, id)).toEqual(['queued']);
  });

  it('does not lock the audit while it waits for a run that another step has', async () => {
    const audit = new AuditStore(db);
    const other = await new NewRuns(db).add({
      request: runRequest({ name: 'other' }),
      requestedBy: RITA,
      sealSecrets: () => undefined,
    });
    const cancel = { from: 'queued', to: 'cancelled', actor: RITA } as const;
    const both = audit.transaction(async trx => {
      await runs.transition({ ...cancel, runId: id }, trx);
      await new Promise(resolve => setTimeout(resolve, 200));
      return runs.transition({ ...cancel, runId: other }, trx);
    });
    await new Promise(resolve => setTimeout(resolve, 50));
    const one = runs.transition({
      ...cancel,
      runId: other,
      then: () => new Promise(resolve => setTimeout(resolve, 300)),
    });
    const changed = await Promise.all([both, one]);
    expect(changed.filter(Boolean)).toHaveLength(1);
    expect(await db('runs').pluck('state')).toEqual(['cancelled', 'cancelled']);
    expect(await db('audit').where({ to_state: 'cancelled' })).toHaveLength(2);
  });

  it('asks for the lease when it is to', async () => {
    await db('runs').update({ lease_owner: 'a' });
    const change = { runId: id, from: 'queued', to: 'planning' } as const;
    expect(
      await runs.transition({ ...change, actor: RITA, leaseOwner: 'b' }),
    ).toBe(false);
    expect(
      await runs.transition({ ...change, actor: RITA, leaseOwner: 'a' }),
    ).toBe(true);
  });

  it('forgets the secrets when the run ends', async () => {
    expect(await runs.findSecrets(id)).toBe('sealed');
    await step('queued', 'cancelled');
    expect(await runs.findSecrets(id)).toBeUndefined();
  });
});
