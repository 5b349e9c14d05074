// SPDX-License-Identifier: Apache-2.0
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AuditEntry,
  type Run,
  type RunDetail,
  auditPageSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { KillBench, bundleFor } from '@groundwork/faults';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import knex, { type Knex } from 'knex';
import { bundleOf } from '../__testUtils__/bundles';

jest.setTimeout(300_000);

const FORGED = 'f'.repeat(64);

describe('what was tampered with after the plan', () => {
  let sandbox: Sandbox;
  let bench: KillBench;
  let db: Knex;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'minimal' });
    bench = await KillBench.create(sandbox);
    db = knex({
      client: 'better-sqlite3',
      connection: {
        filename: join(bench.folder, 'database', 'aws-stacks.sqlite'),
      },
      useNullAsDefault: true,
    });
  });

  afterAll(async () => {
    await db?.destroy();
    await bench?.close();
    await sandbox?.stop();
  });

  let names = 0;
  const plan = (options: { name?: string; bundle?: Buffer } = {}) => {
    names += 1;
    return bench.plan({
      engine: 'terraform',
      bundle: bundleFor('data'),
      name: `tampered-${names}`,
      ...options,
    });
  };

  const planFile = ({ id }: Run) =>
    join(bench.folder, 'data', 'runs', id, 'plan', 'plan.enc');

  const bundleFile = (digest: string) =>
    join(bench.folder, 'data', 'bundles', `${digest}.sealed`);

  async function audit({ id }: Run): Promise<AuditEntry[]> {
    const response = await fetch(
      `${bench.backend.baseUrl}/v1/runs/${id}/audit?limit=200`,
    );
    return auditPageSchema.parse(await response.json()).items;
  }

  function flipLastByte(file: string) {
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] += 1;
    writeFileSync(file, bytes);
  }

  /** Approves what is shown, and says what became of it. */
  async function approved(run: RunDetail) {
    const { planDigest = '' } = await bench.client.getRun(run.id);
    await bench.client.decideRun(run.id, 'approve', { planDigest });
    const { state, reason } = await bench.finish(run);
    const audited = (await audit(run)).filter(({ to }) => to === state);
    return {
      state,
      reason,
      audited: audited.map(entry => entry.reason),
      written: await bench.aws.stateObjects(run),
    };
  }

  /** Refused by the runner, in the audit, and nothing is written to the state. */
  const refused = (words: string) => ({
    state: 'failed',
    reason: expect.stringContaining(words),
    audited: [expect.stringContaining(words)],
    written: [],
  });

  it('is not applied: the plan file, the plan of another run, the source, the row', async () => {
    const another = bundleOf({ 'terraform/main.tf': '# another' });
    const [bytes, swapped, changed, exchanged, row] = await Promise.all([
      plan(),
      plan(),
      plan({ bundle: withNote('changed') }),
      plan({ bundle: withNote('exchanged') }),
      plan(),
    ]);
    const { digest } = await bench.client.uploadBundle(another);
    copyFileSync(planFile(bytes), planFile(swapped));
    flipLastByte(planFile(bytes));
    flipLastByte(bundleFile(changed.source.digest));
    copyFileSync(bundleFile(digest), bundleFile(exchanged.source.digest));
    // Who writes into the database has people approve what they see there.
    await db('runs').where({ id: row.id }).update({ plan_digest: FORGED });
    await db('approvals')
      .where({ subject: `run:${row.id}` })
      .update({ digest: FORGED });
    expect(await approved(bytes)).toEqual(
      refused('was changed, or was sealed with another'),
    );
    expect(await approved(swapped)).toEqual(
      refused('was changed, or was sealed with another'),
    );
    expect(await approved(changed)).toEqual(
      refused('was changed, or was sealed with another'),
    );
    expect(await approved(exchanged)).toEqual(
      refused('was changed, or was sealed with another'),
    );
    expect(await approved(row)).toEqual(refused(`but ${FORGED} was approved`));
  });

  it('is not applied: another source for the same plan', async () => {
    const run = await plan();
    const { digest } = await bench.client.uploadBundle(withNote('other'));
    await db('runs').where({ id: run.id }).update({ source_digest: digest });
    expect(await approved(run)).toEqual(
      refused('is not the one that was reviewed'),
    );
  });

  it('is not applied twice, nor what is older: an approval counts for one plan, once', async () => {
    const older = await plan({ name: 'replayed' });
    const newer = await plan({ name: 'replayed' });
    const approve = async (run: RunDetail, planDigest = run.planDigest) => {
      const response = await fetch(
        `${bench.backend.baseUrl}/v1/runs/${run.id}/approve`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ planDigest }),
        },
      );
      const refusals = (await audit(run)).filter(
        ({ action, outcome }) =>
          action === 'run.approve' && outcome === 'refused',
      );
      return {
        status: response.status,
        message: await response.text(),
        refusals: refusals.length,
      };
    };
    expect(await approve(older)).toMatchObject({
      status: 409,
      message: expect.stringContaining('discarded'),
      refusals: 1,
    });
    expect(await approve(newer, older.planDigest)).toMatchObject({
      status: 409,
      message: expect.stringContaining('Look at the plan again'),
      refusals: 1,
    });
    expect((await approve(newer)).status).toBe(200);
    expect((await bench.finish(newer)).state).toBe('succeeded');
    expect(await approve(newer)).toMatchObject({
      status: 409,
      message: expect.stringContaining('succeeded'),
      refusals: 2,
    });
    const applied = (await audit(newer)).filter(({ to }) => to === 'applying');
    expect(applied).toHaveLength(1);
  });
});

/** The same code with another text beside it. */
function withNote(note: string): Buffer {
  return bundleOf({
    'terraform/main.tf': 'resource "terraform_data" "this" {}\n',
    'docs/note.md': note,
  });
}
