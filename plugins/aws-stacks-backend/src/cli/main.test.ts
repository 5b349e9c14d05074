// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import knexFactory, { type Knex } from 'knex';
import { RITA } from '../__testUtils__/backend';
import { migrated } from '../__testUtils__/databases';
import { AuditStore } from '../store/AuditStore';
import { main } from './main';

jest.setTimeout(60_000);

describe('groundwork-stacks audit verify', () => {
  const folder = createMockDirectory();
  const config = join(folder.path, 'app-config.yaml');
  let db: Knex;

  const run = async (...args: string[]) => {
    const printed: string[] = [];
    const collect = (text: string | Uint8Array) => {
      printed.push(String(text));
      return true;
    };
    const out = jest.spyOn(process.stdout, 'write').mockImplementation(collect);
    const err = jest.spyOn(process.stderr, 'write').mockImplementation(collect);
    try {
      await main(args);
      return { code: process.exitCode, text: printed.join('') };
    } finally {
      out.mockRestore();
      err.mockRestore();
      process.exitCode = undefined;
    }
  };

  const verify = (...args: string[]) =>
    run('audit', 'verify', '--config', config, ...args);

  beforeEach(async () => {
    folder.clear();
    writeFileSync(
      config,
      `backend:\n  database:\n    client: better-sqlite3\n    connection:\n      directory: ${folder.path}\n`,
    );
    db = await migrated(
      knexFactory({
        client: 'better-sqlite3',
        connection: join(folder.path, 'aws-stacks.sqlite'),
        useNullAsDefault: true,
      }),
    );
    const audit = new AuditStore(db);
    for (const reason of ['one', 'two', 'three']) {
      await audit.add({
        actor: RITA,
        action: 'run.create',
        outcome: 'done',
        reason,
      });
    }
  });

  afterEach(() => db.destroy());

  it('says that the audit is intact and where it ends', async () => {
    const { code, text } = await verify();
    const { hash } = await db('audit').where({ position: 3 }).first();
    expect(text).toBe(
      `The audit is intact: 3 entries\nEnd of the chain: 3:${hash}\n`,
    );
    expect(code).toBe(0);
    expect(await verify('--expect', `3:${hash}`)).toMatchObject({ code: 0 });
    expect(await verify('--expect', `3:${'f'.repeat(64)}`)).toMatchObject({
      code: 1,
    });
    expect(await verify('--expect', 'three')).toMatchObject({
      code: 2,
      text: expect.stringContaining('must be <position>:<hash>'),
    });
  });

  it('names the row that was edited', async () => {
    const row = await db('audit').where({ position: 2 }).first();
    await db('audit').where({ position: 2 }).update({ reason: 'none' });
    const { code, text } = await verify();
    expect(text).toContain(
      `edited: Entry 2 (${row.id}, run.create by ${RITA})`,
    );
    expect(text).toContain('The audit is NOT intact: 3 entries were read');
    expect(code).toBe(1);
  });

  it.each<[string, (db: Knex) => Promise<unknown>, string]>([
    [
      'was deleted',
      async at => at('audit').where({ position: 2 }).delete(),
      'missing: Entry 2 is gone',
    ],
    [
      'was the last one',
      async at => at('audit').where({ position: 3 }).delete(),
      'missing: Entry 3 is gone',
    ],
    [
      'changed places with another',
      async at => {
        await at('audit').where({ position: 2 }).update({ position: 99 });
        await at('audit').where({ position: 3 }).update({ position: 2 });
        await at('audit').where({ position: 99 }).update({ position: 3 });
      },
      'reordered: ',
    ],
  ])('names the row that %s', async (_, tamper, words) => {
    await tamper(db);
    const { code, text } = await verify();
    expect(text).toContain(words);
    expect(text).toContain('The audit is NOT intact');
    expect(code).toBe(1);
  });

  it('finds a tail that is gone together with the note of its end, by the end that was noted elsewhere', async () => {
    const { hash: noted } = await db('audit').where({ position: 3 }).first();
    const { hash } = await db('audit').where({ position: 2 }).first();
    await db('audit').where({ position: 3 }).delete();
    await db('audit_chain').update({ position: 2, hash });
    expect(await verify()).toMatchObject({ code: 0 });
    expect(await verify('--expect', `3:${noted}`)).toMatchObject({
      code: 1,
      text: expect.stringContaining('The audit is NOT intact'),
    });
  });

  it('does not take a database without an audit for one that is intact', async () => {
    await db.schema.dropTable('audit_chain');
    expect(await verify()).toMatchObject({
      code: 2,
      text: expect.stringContaining('has no audit'),
    });
    expect(await run('audit', 'repair')).toMatchObject({
      code: 2,
      text: expect.stringContaining('There is no command "audit repair"'),
    });
  });
});

describe('groundwork-stacks runner key', () => {
  const folder = createMockDirectory();
  it('prints what is not the key of the engine', async () => {
    const config = join(folder.path, 'app-config.yaml');
    const engineKey = Buffer.alloc(32, 1).toString('base64');
    writeFileSync(
      config,
      `groundwork:\n  stacks:\n    encryptionKey: ${engineKey}\n`,
    );
    const out = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await main(['runner', 'key', '--config', config]);
    const [[printed]] = out.mock.calls;
    out.mockRestore();
    expect(process.exitCode).toBe(0);
    process.exitCode = undefined;
    expect(Buffer.from(String(printed), 'base64')).toHaveLength(32);
    expect(String(printed)).not.toContain(engineKey);
  });
});
