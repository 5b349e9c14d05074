// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  TestDatabases,
  createMockDirectory,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { RITA, runRequest } from '../__testUtils__/backend';
import { migrated } from '../__testUtils__/databases';
import { log, phase } from '../__testUtils__/FakeRunner';
import { logOf } from '../__testUtils__/replica';
import { EventsStore } from '../store/EventsStore';
import { NewRuns } from '../store/NewRuns';
import { RunsStore } from '../store/RunsStore';
import { RunTailer } from './RunTailer';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('RunTailer on %s', databaseId => {
  const directory = createMockDirectory();
  let db: Knex;
  let runId: string;
  let phases: string[];
  const file = () => join(directory.path, 'events.ndjson');
  const write = (...lines: unknown[]) =>
    appendFileSync(
      file(),
      lines.map(line => `${JSON.stringify(line)}\n`).join(''),
    );

  beforeEach(async () => {
    db = await migrated(await databases.init(databaseId));
    runId = await new NewRuns(db).add({
      request: runRequest(),
      requestedBy: RITA,
      sealSecrets: () => undefined,
    });
    await db('runs').update({ lease_owner: 'me', job: 'plan' });
    directory.setContent({ 'events.ndjson': '' });
    phases = [];
  });

  async function tailer(options?: { maxEvents?: number; owner?: string }) {
    const record = await new RunsStore(db).find(runId);
    return RunTailer.create({
      runId,
      leaseOwner: options?.owner ?? 'me',
      folder: directory.path,
      offset: record?.job?.offset ?? 0,
      events: new EventsStore(db, options),
      onPhase: async name => {
        phases.push(name);
      },
    });
  }

  it('stores what is appended, and leaves a line that is not complete for later', async () => {
    const tail = await tailer();
    write(phase('plan'), log('one'));
    appendFileSync(file(), JSON.stringify(log('two')).slice(0, 20));
    expect(await tail.drain()).toBe(true);
    expect(await logOf(db, runId)).toEqual(['one']);
    appendFileSync(file(), `${JSON.stringify(log('two')).slice(20)}\n`);
    await tail.drain();
    expect(await logOf(db, runId)).toHaveLength(2);
    expect(phases).toEqual(['plan']);
  });

  it('goes on after a restart where it stopped, without doubling', async () => {
    write(log('one'), log('two'));
    await (await tailer()).drain();
    write(log('three'));
    await (await tailer()).drain();
    await (await tailer()).drain();
    expect(await logOf(db, runId)).toEqual(['one', 'two', 'three']);
  });

  it('keeps umlauts whole and numbers the events without gaps', async () => {
    write(...Array.from({ length: 500 }, (_, n) => log(`Schlüssel ${n} 🔑`)));
    await (await tailer()).drain();
    const rows = await db('run_events').orderBy('seq').select('seq');
    expect(rows.map(row => row.seq)).toEqual(
      Array.from({ length: 501 }, (_, n) => n + 1),
    );
    expect((await logOf(db, runId)).at(-1)).toBe('Schlüssel 499 🔑');
  });

  it('stores the lines once when two tailers read them', async () => {
    const [first, second] = [await tailer(), await tailer()];
    write(log('one'));
    const kept = await Promise.all([first.drain(), second.drain()]);
    expect(kept.filter(Boolean)).toHaveLength(1);
    expect(await logOf(db, runId)).toEqual(['one']);
  });

  it('stops when the lease is somebody else’s', async () => {
    write(log('one'));
    expect(await (await tailer({ owner: 'other' })).drain()).toBe(false);
    expect(await logOf(db, runId)).toEqual([]);
  });

  it('says how many lines it could not read', async () => {
    writeFileSync(file(), 'garbage\n{"kind":"unknown"}\n');
    write(log('good'));
    await (await tailer()).drain();
    expect(await logOf(db, runId)).toEqual(['good']);
    const [note] = await db('run_events').where({ kind: 'note' });
    expect(JSON.parse(note.body).message).toMatch('2 line(s)');
  });

  it('keeps no more than the limit and says so', async () => {
    write(...Array.from({ length: 20 }, (_, n) => log(`${n}`)));
    await (await tailer({ maxEvents: 10 })).drain();
    write(log('later'));
    await (await tailer({ maxEvents: 10 })).drain();
    const rows = await db('run_events').orderBy('seq');
    expect(rows).toHaveLength(10);
    expect(JSON.parse(rows[9].body)).toMatchObject({
      kind: 'note',
      message: expect.stringContaining('longer than 10 events'),
    });
  });
});
