// SPDX-License-Identifier: Apache-2.0
import { TestDatabases, mockCredentials } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { DEVELOPMENT, RITA } from '../__testUtils__/backend';
import { migrated } from '../__testUtils__/databases';
import { Replicas } from '../__testUtils__/Replicas';
import { type Replica, until } from '../__testUtils__/replica';
import type { FoundStack } from '../sources/FoundStack';
import type { StandingSource } from '../sources/StandingSource';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const credentials = mockCredentials.user(RITA);
const rita = { userRef: RITA, credentials };
const PLACE = { accountId: DEVELOPMENT, region: 'eu-west-1' };
const BUCKET = `groundwork-tfstate-${DEVELOPMENT}-eu-west-1`;
const VPC = 'arn:aws:ec2:eu-west-1:111111111113:vpc/vpc-1';

const state = (change: Partial<FoundStack> = {}): FoundStack => ({
  engine: 'terraform',
  origin: `s3://${BUCKET}/network/main.tfstate`,
  title: 'network/main',
  region: 'eu-west-1',
  tags: { owner: 'group:default/network' },
  outputs: [
    { name: 'vpc_id', value: 'vpc-1', sensitive: false },
    { name: 'vpn_key', sensitive: true },
  ],
  resources: [
    { address: 'aws_vpc.this', type: 'aws_vpc', physicalId: VPC },
    { address: 'aws_subnet.a', type: 'aws_subnet' },
  ],
  changedAt: new Date('2026-05-01T00:00:00Z'),
  ...change,
});

const stack = (change: Partial<FoundStack> = {}): FoundStack => ({
  ...state(),
  engine: 'cdk',
  origin: `arn:aws:cloudformation:eu-west-1:${DEVELOPMENT}:stack/Legacy-Queue/1`,
  title: 'Legacy-Queue',
  tags: {},
  resources: [{ address: 'Queue', type: 'AWS::SQS::Queue' }],
  ...change,
});

const DRIFTED = {
  change: {
    address: 'Queue',
    type: 'AWS::SQS::Queue',
    name: 'Queue',
    action: 'update' as const,
    attributes: [],
  },
};

/** An account in which this stands. */
class FakeStanding implements StandingSource {
  found: FoundStack[] = [state(), stack()];
  denied = false;
  drifted = [DRIFTED];

  async *states(_: unknown, wants: (title: string) => boolean) {
    yield* this.#of('terraform', wants);
  }

  async *stacks(_: unknown, wants: (title: string) => boolean) {
    if (this.denied) {
      throw Object.assign(new Error('not authorized'), {
        name: 'AccessDenied',
        $metadata: { httpStatusCode: 403 },
      });
    }
    yield* this.#of('cdk', wants);
  }

  read: StandingSource['read'] = async origin =>
    this.found.find(each =>
      origin.kind === 'state'
        ? each.origin === `s3://${origin.bucket}/${origin.key}`
        : each.origin === origin.arn,
    );

  drift: StandingSource['drift'] = async () => ({
    resources: this.drifted,
    unchecked: [],
    notes: [],
  });

  #of(engine: FoundStack['engine'], wants: (title: string) => boolean) {
    return this.found.filter(
      each => each.engine === engine && wants(each.title),
    );
  }
}

describe.each(databases.eachSupportedId())(
  'StandingStacks on %s',
  databaseId => {
    let db: Knex;
    let replicas: Replicas;
    let replica: Replica;
    let standing: FakeStanding;

    beforeEach(async () => {
      db = await migrated(await databases.init(databaseId));
      replicas = Replicas.create(db);
      standing = new FakeStanding();
      replica = await replicas.start({ standing });
    });

    afterEach(() => replicas.stop());

    async function register(origin: string, change = {}) {
      const [item] = (
        await replica.standingStacks.register(
          {
            ...PLACE,
            stacks: [
              {
                origin,
                layer: 'network',
                name: 'main',
                owner: 'group:default/network',
                ...change,
              },
            ],
          },
          rita,
        )
      ).items;
      return item;
    }

    const lookAt = async (stackId: string) => {
      await replica.drift.check(stackId, rita);
      return until(async () => {
        const report = await replica.drift.report(stackId, credentials);
        return report.checking ? undefined : report;
      }, 'the end of the look');
    };

    it('says what stands, what it may be registered as, and which place could not be read', async () => {
      const all = await replica.standingStacks.search(PLACE, rita);
      expect(all).toEqual({
        items: [
          {
            origin: `s3://${BUCKET}/network/main.tfstate`,
            title: 'network/main',
            engine: 'terraform',
            region: 'eu-west-1',
            resources: 2,
            outputs: 2,
            changedAt: '2026-05-01T00:00:00.000Z',
            suggestion: {
              name: 'network-main',
              owner: 'group:default/network',
            },
          },
          expect.objectContaining({
            title: 'Legacy-Queue',
            suggestion: {
              name: 'legacy-queue',
              owner: 'group:default/ai-core',
            },
          }),
        ],
        problems: [],
        isCapped: false,
      });
      standing.denied = true;
      const partial = await replica.standingStacks.search(
        { ...PLACE, text: 'NETWORK' },
        rita,
      );
      expect(partial.items.map(({ title }) => title)).toEqual(['network/main']);
      expect(partial.problems).toMatchObject([PLACE]);
      expect(
        await db('audit').where({ action: 'standing.search' }),
      ).toMatchObject([{ actor: RITA }, { actor: RITA }]);
    });

    it('registers what is chosen as it is read now, and offers its outputs that are no secrets', async () => {
      const { stackId = '' } = await register(state().origin);
      const { items } = await replica.standingStacks.search(PLACE, rita);
      expect(items[0]).toMatchObject({ stackId });
      expect(await replica.stacks.get(stackId, credentials)).toMatchObject({
        layer: 'network',
        name: 'main',
        owner: 'group:default/network',
        standing: { origin: state().origin },
        resources: [{ address: 'aws_vpc.this' }, { address: 'aws_subnet.a' }],
      });
      const offered = async (output: string) =>
        (
          await replica.stacks.listOutputs(
            { layer: 'network', output },
            credentials,
          )
        ).items.map(({ value }) => value);
      expect(await offered('vpc_id')).toEqual(['vpc-1']);
      expect(await offered('vpn_key')).toEqual([]);
      const fed = await replica.ask({
        layerOutputs: [{ stackId, output: 'vpc_id', value: 'vpc-1' }],
      });
      expect(fed.state).toBe('queued');
      expect(
        await db('audit').where({ action: 'stack.register' }),
      ).toMatchObject([{ actor: RITA, reason: state().origin }]);
    });

    it('registers neither what is elsewhere, nor what is gone, nor what is ours', async () => {
      await expect(register('s3://other/network.tfstate')).rejects.toThrow(
        `neither in s3://${BUCKET} nor a CloudFormation stack of ${DEVELOPMENT}/eu-west-1`,
      );
      await expect(
        register(stack().origin.replace('eu-west-1', 'us-east-1')),
      ).rejects.toThrow('search there first');
      expect(await register(`s3://${BUCKET}/gone.tfstate`)).toMatchObject({
        objection: 'It is not there any more',
      });
      const id = '01K0000000000000000000KMS0';
      standing.found = [stack({ tags: { 'groundwork:stack': id } })];
      expect(await register(stack().origin)).toMatchObject({
        objection: expect.stringContaining('made by Groundwork'),
      });
      expect(await db('stacks')).toEqual([]);
    });

    it('does not take a name that another stack has', async () => {
      await register(state().origin);
      expect(await register(stack().origin)).toMatchObject({
        objection: expect.stringContaining('choose another name'),
      });
      expect(await db('stacks')).toHaveLength(1);
    });

    it('forgets what is registered, unless something depends on it, and registers it anew', async () => {
      const { stackId = '' } = await register(state().origin);
      const why = { reason: 'Of another layer' };
      const fed = await replica.ask({
        layerOutputs: [{ stackId, output: 'vpc_id', value: 'vpc-1' }],
      });
      await expect(
        replica.standingStacks.deregister(stackId, why, rita),
      ).rejects.toThrow('kms-orders-development');
      await replica.reach(fed.id, 'succeeded');
      await db('stacks')
        .where({ id: fed.stackId })
        .update({ depends_on: '[]' });
      await replica.standingStacks.deregister(stackId, why, rita);
      expect(await replica.stacks.get(stackId, credentials)).toMatchObject({
        status: 'destroyed',
        outputs: [],
        resources: [],
      });
      expect(
        await db('audit').where({ action: 'stack.deregister' }),
      ).toMatchObject([{ actor: RITA, reason: 'Of another layer' }]);
      await expect(
        replica.standingStacks.deregister(stackId, why, rita),
      ).rejects.toThrow('is not registered');
      expect(await register(state().origin)).toEqual({
        origin: state().origin,
        stackId,
      });
      const again = await register(state().origin, { name: 'other' });
      expect(again.stackId).toBe(stackId);
    });

    it('has CloudFormation compare a registered stack, and reads its outputs again', async () => {
      const { stackId = '' } = await register(stack().origin);
      standing.found = [
        stack({ outputs: [{ name: 'url', value: 'x', sensitive: false }] }),
      ];
      const report = await lookAt(stackId);
      expect(report).toMatchObject({
        drift: { state: 'drifted', resources: 1 },
        resources: [DRIFTED],
        actions: ['check', 'ignore'],
      });
      const { outputs } = await replica.stacks.get(stackId, credentials);
      expect(outputs).toMatchObject([{ name: 'url', value: 'x' }]);
      standing.drifted = [];
      expect((await lookAt(stackId)).drift.state).toBe('in-sync');
    });

    it('says that a Terraform state alone cannot be compared, and when it is gone', async () => {
      const { stackId = '' } = await register(state().origin);
      expect((await lookAt(stackId)).drift).toMatchObject({
        state: 'unknown',
        problem: expect.stringContaining('its source is not known here'),
      });
      standing.found = [];
      expect((await lookAt(stackId)).drift).toMatchObject({
        state: 'unknown',
        problem: `${state().origin} is not there any more`,
      });
    });
  },
);
