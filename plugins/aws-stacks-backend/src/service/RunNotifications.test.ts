// SPDX-License-Identifier: Apache-2.0
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type NotificationSendOptions,
  notificationService,
} from '@backstage/plugin-notifications-node';
import {
  AMIR,
  type Bench,
  RITA,
  inProduction,
  startBench,
} from '../__testUtils__/backend';
import { PLAN_DIGEST, succeed } from '../__testUtils__/FakeRunner';
import {
  LENA,
  OWNERS,
  peopleService,
  replaceKey,
} from '../__testUtils__/people';
import { until } from '../__testUtils__/replica';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

describe('notifications of runs', () => {
  let bench: Bench;
  let sent: NotificationSendOptions[];
  let isDown: boolean;

  beforeEach(async () => {
    sent = [];
    isDown = false;
    const notifications = createServiceFactory({
      service: notificationService,
      deps: {},
      factory: () => ({
        send: async (options: NotificationSendOptions) => {
          if (isDown) throw new Error('Request failed with status 404');
          sent.push(options);
        },
      }),
    });
    bench = await startBench({
      db: await databases.init('SQLITE_3'),
      services: [peopleService().factory, notifications],
    });
  });

  afterEach(() => bench.backend.stop());

  const told = (title: string) =>
    until(
      async () => sent.find(({ payload }) => payload.title === title),
      title,
    );

  it('go to the approvers when a run waits, and to the requester when it was approved and applied', async () => {
    bench.runner.script = replaceKey();
    const { id } = await bench.as(RITA).create({ target: inProduction });
    await bench.as().reach(id, 'awaiting-approval');
    expect(
      await told('Waits for approval: kms / orders in production'),
    ).toMatchObject({
      recipients: {
        type: 'entity',
        entityRef: [OWNERS],
        excludeEntityRef: [RITA],
      },
      payload: {
        link: `/aws-stacks/runs/${id}`,
        description: `Requested by ${RITA}. Risks: replace`,
      },
    });
    await bench.as(AMIR).approve(id).expect(200);
    await bench.as(LENA).approve(id).expect(200);
    await bench.as().reach(id, 'succeeded');
    expect(
      await told(`${LENA} approved kms / orders in production`),
    ).toMatchObject({
      recipients: { entityRef: [RITA], excludeEntityRef: [LENA] },
    });
    expect(await told('Applied: kms / orders in production')).toMatchObject({
      recipients: { entityRef: [RITA] },
    });
    expect(sent).toHaveLength(3);
  });

  it('go to the requester when it was rejected, needs attention or failed', async () => {
    const { id } = await bench.as(RITA).create({ target: inProduction });
    await bench.as().reach(id, 'awaiting-approval');
    const comment = 'Wrong key policy';
    await bench
      .as(AMIR)
      .post(`/v1/runs/${id}/reject`, { planDigest: PLAN_DIGEST, comment })
      .expect(200);
    expect(
      await told(`${AMIR} rejected kms / orders in production`),
    ).toMatchObject({ payload: { description: comment } });

    bench.runner.script = async (job, runner) =>
      job.kind === 'apply'
        ? { outcome: 'needs-attention', reason: 'No result' }
        : succeed(job, runner);
    const stuck = await bench.as(RITA).create();
    await bench.as().reach(stuck.id, 'needs-attention');
    expect(
      await told('Needs attention: kms / orders in development'),
    ).toMatchObject({
      recipients: { entityRef: [RITA] },
      payload: { severity: 'high', description: 'No result' },
    });
    await bench.as(AMIR).post(`/v1/runs/${stuck.id}/fail`, {}).expect(200);
    expect(await told('Failed: kms / orders in development')).toMatchObject({
      recipients: { entityRef: [RITA], excludeEntityRef: [AMIR] },
    });
  });

  it('break no run when there is nobody who sends them', async () => {
    isDown = true;
    const { id } = await bench.as(RITA).create({ target: inProduction });
    await bench.as().reach(id, 'awaiting-approval');
    await bench.as(AMIR).approve(id).expect(200);
    await bench.as().reach(id, 'succeeded');
    expect(sent).toEqual([]);
  });
});
