// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { TestDatabases, mockCredentials } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type {
  DriftFinding,
  Stack,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { AMIR, RITA } from '../__testUtils__/backend';
import { expectedDatabases, migrated } from '../__testUtils__/databases';
import {
  FakeRunner,
  type Script,
  gatekeeper,
  succeed,
} from '../__testUtils__/FakeRunner';
import { Replicas } from '../__testUtils__/Replicas';
import { type Replica, until } from '../__testUtils__/replica';
import type { TrailEvent, TrailSource } from '../sources/CloudTrailSource';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const CHANGED: DriftFinding = {
  change: {
    address: 'aws_kms_key.this',
    type: 'aws_kms_key',
    name: 'this',
    action: 'update',
    physicalId: 'arn:aws:kms:eu-west-1:111111111113:key/1',
    attributes: [
      {
        path: 'enable_key_rotation',
        before: false,
        after: true,
        unknown: false,
        sensitive: false,
        forcesReplacement: false,
      },
      {
        path: 'tags.owner',
        before: 'mallory',
        unknown: false,
        sensitive: false,
        forcesReplacement: false,
      },
    ],
  },
};

/** Jobs as usual, and looks for drift that find this. */
const finding =
  (found: () => DriftFinding[], unchecked: string[] = []): Script =>
  async (job, runner) =>
    job.kind === 'drift'
      ? {
          outcome: 'succeeded',
          changed: false,
          drift: { resources: found(), unchecked, notes: [] },
        }
      : succeed(job, runner);

const event = (change: Partial<TrailEvent>): TrailEvent => ({
  id: 'event-1',
  name: 'DisableKeyRotation',
  service: 'kms',
  at: new Date('2026-01-01T00:00:00Z'),
  principal: 'arn:aws:iam::111111111113:user/mallory',
  ...change,
});

it('runs on every database', () => {
  const supported = databases.eachSupportedId().map(([id]) => id);
  expect(supported).toEqual(expectedDatabases(supported));
});

describe.each(databases.eachSupportedId())('DriftChecker on %s', id => {
  let db: Knex;
  let replicas: Replicas;

  beforeEach(async () => {
    db = await migrated(await databases.init(id));
    replicas = Replicas.create(db);
  });

  afterEach(() => replicas.stop());

  async function applied(replica: Replica, change = {}): Promise<string> {
    const run = await replica.ask(change);
    await replica.reach(run.id, 'succeeded');
    return run.stackId;
  }

  const look = (replica: Replica, stackId: string) =>
    replica.drift.check(stackId, {
      userRef: RITA,
      credentials: mockCredentials.user(RITA),
    });

  const report = (replica: Replica, stackId: string) =>
    replica.drift.report(stackId, mockCredentials.user(RITA));

  const reachDrift = (
    replica: Replica,
    stackId: string,
    holds: (drift: Stack['drift']) => boolean,
  ) =>
    until(async () => {
      const seen = await report(replica, stackId);
      return !seen.checking && holds(seen.drift) ? seen : undefined;
    }, 'another state of drift');

  const audited = async () => {
    const rows: { action: string }[] = await db('audit')
      .whereLike('action', 'drift.%')
      .orderBy('id')
      .select('action');
    return rows.map(({ action }) => action);
  };

  it('stores what differs, tells the owner once, and is in sync when it is so again', async () => {
    const sent: NotificationSendOptions[] = [];
    const notifications = {
      send: async (options: NotificationSendOptions) => {
        sent.push(options);
      },
    };
    const asked: Parameters<TrailSource['changesOf']>[0][] = [];
    const trail: TrailSource = {
      changesOf: async question => {
        asked.push(question);
        return [
          event({
            id: 'own',
            name: 'EnableKeyRotation',
            at: new Date(),
            principal: `arn:aws:sts::111111111113:assumed-role/groundwork-apply/groundwork-${'0'.repeat(
              26,
            )}`,
          }),
          event({ id: 'tag', name: 'TagResource', at: new Date() }),
          event({}),
        ];
      },
    };
    let found: DriftFinding[] = [CHANGED];
    const replica = await replicas.start({ notifications, trail });
    replica.runner.script = finding(() => found);
    const stackId = await applied(replica);
    expect((await report(replica, stackId)).drift).toMatchObject({
      state: 'in-sync',
      checkedAt: expect.any(String),
      resources: 0,
    });

    await look(replica, stackId);
    const drifted = await reachDrift(
      replica,
      stackId,
      ({ state }) => state === 'drifted',
    );
    expect(drifted.drift).toMatchObject({
      resources: 1,
      since: expect.any(String),
    });
    const { resources } = await until(async () => {
      const seen = await report(replica, stackId);
      return seen.resources[0].cause ? seen : undefined;
    }, 'a cause');
    expect(resources).toEqual([
      {
        ...CHANGED,
        cause: {
          principal: 'arn:aws:iam::111111111113:user/mallory',
          action: 'kms:DisableKeyRotation',
          at: '2026-01-01T00:00:00.000Z',
          eventId: 'event-1',
        },
      },
    ]);
    expect(asked[0]).toMatchObject({
      resource: CHANGED.change.physicalId,
      target: { accountId: '111111111113' },
    });
    await look(replica, stackId);
    await reachDrift(replica, stackId, ({ state }) => state === 'drifted');
    const word = sent.filter(({ payload }) =>
      payload.title.startsWith('Drifted'),
    );
    expect(word).toEqual([
      {
        recipients: { type: 'entity', entityRef: 'group:default/ai-core' },
        payload: expect.objectContaining({
          title: 'Drifted: kms / orders in development',
          link: `/aws-stacks/stacks/${stackId}`,
        }),
      },
    ]);

    found = [];
    await look(replica, stackId);
    const clean = await reachDrift(
      replica,
      stackId,
      ({ state }) => state === 'in-sync',
    );
    expect(clean.drift).toMatchObject({ resources: 0, since: undefined });
    expect(clean.resources).toEqual([]);
    expect(await audited()).toEqual([
      'drift.check',
      'drift.found',
      'drift.check',
      'drift.check',
    ]);
  });

  it('is asked for by the plan role, without secrets, and leaves no folder', async () => {
    const replica = await replicas.start();
    replica.runner.script = finding(() => []);
    const stackId = await applied(replica);
    await db('stacks').update({ drift_checked_at: null });
    await look(replica, stackId);
    await reachDrift(replica, stackId, ({ checkedAt }) => Boolean(checkedAt));
    const [{ job, secrets }] = replica.runner.started.filter(
      started => started.job.kind === 'drift',
    );
    expect(job).toMatchObject({
      roleArn: 'arn:aws:iam::111111111113:role/groundwork-plan',
      requestedBy: RITA,
      context: { stackId },
    });
    expect(secrets.secretVariables).toEqual({});
    const folders = await until(async () => {
      const names = await readdir(`${replica.dataDirectory}/runs`);
      return names.includes(job.runId) ? undefined : names;
    }, 'the folder to be gone');
    expect(folders).toHaveLength(1);
  });

  it('says of a source with secret variables that it cannot be checked, and starts nothing', async () => {
    const replica = await replicas.start();
    const stackId = await applied(replica, {
      secretVariables: { password: 'hunter2' },
    });
    await look(replica, stackId);
    const { drift } = await reachDrift(
      replica,
      stackId,
      ({ state }) => state === 'unknown',
    );
    expect(drift.problem).toBe(
      'It cannot be checked: its source takes the secret variables password, and their values are not kept',
    );
    expect(
      replica.runner.started.filter(({ job }) => job.kind === 'drift'),
    ).toEqual([]);
  });

  it('is unknown, with the reason, when the runner fails or could compare nothing', async () => {
    const replica = await replicas.start();
    replica.runner.script = async (job, runner) =>
      job.kind === 'drift'
        ? { outcome: 'failed', changed: false, reason: 'No access' }
        : succeed(job, runner);
    const stackId = await applied(replica);
    await look(replica, stackId);
    const failed = await reachDrift(
      replica,
      stackId,
      ({ state }) => state === 'unknown',
    );
    expect(failed.drift.problem).toBe('No access');
    replica.runner.script = finding(() => [], ['aws_kms_key.this']);
    await look(replica, stackId);
    const blind = await reachDrift(
      replica,
      stackId,
      ({ problem }) => problem !== 'No access',
    );
    expect(blind.drift).toMatchObject({
      state: 'unknown',
      problem: 'None of its resources could be compared with the source',
    });
    expect(blind.unchecked).toEqual(['aws_kms_key.this']);
  });

  it('does not count what a rule ignores, until the rule ends', async () => {
    const replica = await replicas.start();
    replica.runner.script = finding(() => [CHANGED]);
    const stackId = await applied(replica);
    await look(replica, stackId);
    await reachDrift(replica, stackId, ({ state }) => state === 'drifted');
    const caller = { userRef: AMIR, credentials: mockCredentials.user(AMIR) };
    const ignore = (path: string, end?: string) =>
      replica.drift.ignore(
        stackId,
        { address: 'aws_kms_key.this', path, reason: 'Known', until: end },
        caller,
      );
    const half = await ignore('tags');
    expect(half.drift).toMatchObject({ state: 'drifted', resources: 1 });
    expect(half.resources[0].ignored).toBeUndefined();
    const soon = new Date(Date.now() + 1_500).toISOString();
    const whole = await ignore('enable_key_rotation', soon);
    expect(whole.drift).toMatchObject({ state: 'in-sync', resources: 0 });
    expect(whole.resources[0].ignored).toMatchObject({ reason: 'Known' });
    const over = await reachDrift(
      replica,
      stackId,
      ({ state }) => state === 'drifted',
    );
    expect(over.ignores.map(({ path }) => path)).toEqual(['tags']);
    await replica.drift.endIgnore(stackId, over.ignores[0].id, caller);
    await expect(
      replica.drift.endIgnore(stackId, over.ignores[0].id, caller),
    ).rejects.toThrow('that still holds');
    expect((await report(replica, stackId)).ignores).toEqual([]);
  });

  it('is looked at once by two replicas, and not while a run works on the stack', async () => {
    const runner = new FakeRunner();
    runner.script = finding(() => []);
    const one = await replicas.start({ runner });
    const { dataDirectory } = one;
    await replicas.start({ runner, dataDirectory });
    const stackId = await applied(one);
    const looks = () =>
      runner.started.filter(({ job }) => job.kind === 'drift').length;
    for (let round = 1; round <= 5; round += 1) {
      await look(one, stackId);
      await reachDrift(one, stackId, () => true);
      expect(looks()).toBe(round);
    }

    const { open, opened } = gatekeeper();
    runner.script = async (job, tools) => {
      if (job.kind === 'plan') await opened;
      return finding(() => [])(job, tools);
    };
    const run = await one.ask({});
    await one.reach(run.id, 'planning');
    await expect(look(one, stackId)).rejects.toThrow('works on');
    await db('drift_checks').update({ due_at: new Date(0).toISOString() });
    await new Promise(resolve => setTimeout(resolve, 400));
    expect(looks()).toBe(5);
    open();
    await one.reach(run.id, 'succeeded');
  });

  it('throws away what was seen while the stack was changed', async () => {
    const replica = await replicas.start();
    const { open, opened } = gatekeeper();
    replica.runner.script = async (job, tools) => {
      if (job.kind === 'drift') await opened;
      return finding(() => [CHANGED])(job, tools);
    };
    const stackId = await applied(replica);
    await look(replica, stackId);
    await until(
      async () =>
        replica.runner.started.some(({ job }) => job.kind === 'drift') ||
        undefined,
      'the look',
    );
    const again = await replica.ask({ idempotencyKey: 'again' });
    await replica.reach(again.id, 'succeeded');
    open();
    const seen = await reachDrift(replica, stackId, () => true);
    expect(seen.drift.state).toBe('in-sync');
    expect(seen.resources).toEqual([]);
  });

  it('gives stacks their first look, within the limit of looks at once', async () => {
    const replica = await replicas.start({
      stacks: { drift: { every: { hours: 1 }, concurrency: 1 } },
    });
    const { open, opened } = gatekeeper();
    let most = 0;
    let now = 0;
    replica.runner.script = async (job, tools) => {
      if (job.kind !== 'drift') return succeed(job, tools);
      now += 1;
      most = Math.max(most, now);
      await opened;
      now -= 1;
      return finding(() => [])(job, tools);
    };
    for (const name of ['one', 'two', 'three'])
      await applied(replica, { name });
    await until(async () => {
      const [{ n }] = await db('drift_checks').count('* as n');
      return Number(n) === 3 ? true : undefined;
    }, 'a check for each stack');
    const rows: { due_at: string }[] = await db('drift_checks').select(
      'due_at',
    );
    for (const row of rows) {
      const inMs = Date.parse(row.due_at) - Date.now();
      expect(inMs).toBeGreaterThan(30_000);
      expect(inMs).toBeLessThan(12 * 60_000);
    }
    await db('drift_checks').update({ due_at: new Date(0).toISOString() });
    await until(async () => (now > 0 ? true : undefined), 'a look');
    await new Promise(resolve => setTimeout(resolve, 300));
    open();
    await until(async () => {
      const due = await db('drift_checks').where(
        'due_at',
        '>',
        new Date(Date.now() + 50 * 60_000).toISOString(),
      );
      return due.length === 3 ? true : undefined;
    }, 'all looks');
    expect(most).toBe(1);
  });
});
