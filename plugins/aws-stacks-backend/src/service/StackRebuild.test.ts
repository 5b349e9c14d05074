// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { AccountsConfig } from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import {
  ACCOUNTS,
  DEVELOPMENT,
  RITA,
  runRequest,
} from '../__testUtils__/backend';
import { migrated } from '../__testUtils__/databases';
import type { FoundStack } from '../sources/FoundStack';
import { readTerraformState, regionOf } from '../sources/terraformState';
import { AuditStore } from '../store/AuditStore';
import { NewRuns } from '../store/NewRuns';
import { StackRegistry } from '../store/StackRegistry';
import { StacksStore } from '../store/StacksStore';
import { StackRebuild, type StackRebuildOptions } from './StackRebuild';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const STACK_ID = '01K0000000000000000000KMS0';
const KEY_ARN = `arn:aws:kms:eu-west-1:${DEVELOPMENT}:key/1f2e`;

jest.setTimeout(60_000);

const state = (tags: Record<string, string>) =>
  JSON.stringify({
    version: 4,
    terraform_version: '1.11.4',
    outputs: {
      key_arn: { value: KEY_ARN, type: 'string' },
      secret: { value: 'canary-4711', type: 'string', sensitive: true },
    },
    resources: [
      { mode: 'data', type: 'aws_region', name: 'this', instances: [{}] },
      {
        module: 'module.key',
        mode: 'managed',
        type: 'aws_kms_key',
        name: 'this',
        instances: [
          {
            index_key: 'a',
            attributes: {
              arn: KEY_ARN,
              id: '1f2e',
              policy: 'canary-4712',
              tags: null,
              tags_all: tags,
            },
          },
        ],
      },
    ],
  });

const OUR_TAGS = {
  'groundwork:stack': STACK_ID,
  'groundwork:layer': 'kms',
  'backstage:entity-ref': 'resource:default/kms-orders-keys-development',
  owner: 'group:default/ai-core',
  environment: 'development',
};

const found = (
  title: string,
  tags: Record<string, string>,
  more: Partial<FoundStack> = {},
): FoundStack => {
  const read = readTerraformState(state(tags));
  return {
    ...read,
    engine: 'terraform',
    origin: `s3://states/${title}.tfstate`,
    title,
    region: regionOf(read.resources),
    changedAt: new Date('2026-05-01T00:00:00Z'),
    ...more,
  };
};

describe.each(databases.eachSupportedId())('StackRebuild on %s', databaseId => {
  let db: Knex;
  let stacks: StacksStore;

  beforeEach(async () => {
    db = await migrated(await databases.init(databaseId));
    stacks = new StacksStore(db);
  });

  const rebuild = (options: Partial<StackRebuildOptions> = {}) => {
    const config = new ConfigReader({ groundwork: { accounts: ACCOUNTS } });
    const account = AccountsConfig.fromConfig(config).get(DEVELOPMENT);
    if (!account) throw new Error('no account');
    return StackRebuild.create({
      account,
      registry: new StackRegistry(db, new AuditStore(db)),
      actor: 'cli:root',
      write: true,
      ...options,
    });
  };

  const newRun = (name: string) =>
    new NewRuns(db).add({
      request: runRequest({ name }),
      requestedBy: RITA,
      sealSecrets: () => undefined,
    });

  it('registers a stack of ours under its own id, once, and keeps secrets out', async () => {
    const ours = found(STACK_ID, OUR_TAGS);
    expect(await rebuild({ write: false }).take(ours)).toEqual({
      origin: `s3://states/${STACK_ID}.tfstate`,
      outcome: 'would-register',
      entityRef: 'resource:default/kms-orders-keys-development',
      resources: 1,
    });
    expect(await db('stacks')).toEqual([]);
    expect(await rebuild().take(ours)).toMatchObject({ outcome: 'registered' });
    expect(await rebuild().take(ours)).toMatchObject({ outcome: 'known' });
    const stack = await stacks.find(STACK_ID);
    expect(stack).toMatchObject({
      layer: 'kms',
      name: 'orders-keys',
      owner: 'group:default/ai-core',
      status: 'applied',
      appliedAt: '2026-05-01T00:00:00.000Z',
      target: {
        accountId: DEVELOPMENT,
        region: 'eu-west-1',
        environment: 'development',
      },
      outputs: [
        { name: 'key_arn', value: KEY_ARN, sensitive: false },
        { name: 'secret', sensitive: true },
      ],
      resources: [
        {
          address: 'module.key.aws_kms_key.this["a"]',
          type: 'aws_kms_key',
          physicalId: KEY_ARN,
        },
      ],
    });
    expect(stack?.sourceDigest).toBeUndefined();
    expect(stack?.standing).toBeUndefined();
    expect(JSON.stringify(await db('stacks'))).not.toContain('canary');
    expect(await db('audit')).toMatchObject([
      { action: 'stack.register', actor: 'cli:root', stack_id: STACK_ID },
    ]);
  });

  it('plans a stack of ours again once it is registered', async () => {
    await rebuild().take(found(STACK_ID, OUR_TAGS));
    const id = await newRun('orders-keys');
    expect(await db('runs').where({ id })).toMatchObject([
      { stack_id: STACK_ID },
    ]);
  });

  it.each<[string, FoundStack, string]>([
    [
      'of which the state has another name',
      found('network/vpc', OUR_TAGS),
      'it was not made by Groundwork',
    ],
    [
      'that nobody has tagged',
      found('network/vpc', {}),
      'it was not made by Groundwork',
    ],
    [
      'of another environment',
      found(STACK_ID, {
        ...OUR_TAGS,
        'backstage:entity-ref': 'resource:default/kms-orders-production',
      }),
      'its tags do not say its name',
    ],
    [
      'without an owner',
      found(STACK_ID, { ...OUR_TAGS, owner: 'Rita' }),
      'its tags do not say its owner',
    ],
    [
      'without anything in it',
      found('x', {}, { resources: [] }),
      'it has no resources',
    ],
  ])('passes over a state %s', async (_what, stack, reason) => {
    expect(await rebuild().take(stack)).toMatchObject({
      outcome: 'skipped',
      reason,
    });
    expect(await db('stacks')).toEqual([]);
  });

  it('registers what was made elsewhere for others to be fed with, and never plans against it', async () => {
    const standingAs = { layer: 'kms' };
    const there = found('keys/Main_Key', { owner: 'group:default/security' });
    expect(await rebuild({ standingAs }).take(there)).toMatchObject({
      outcome: 'registered',
      entityRef: 'resource:default/kms-keys-main-key-development',
    });
    const [choice] = await stacks.listApplied({ layer: 'kms', limit: 9 });
    expect(choice).toMatchObject({
      owner: 'group:default/security',
      standing: { origin: 's3://states/keys/Main_Key.tfstate' },
      outputs: [{ name: 'key_arn', value: KEY_ARN }, { name: 'secret' }],
    });
    await expect(newRun('keys-main-key')).rejects.toThrow(
      'was made elsewhere (s3://states/keys/Main_Key.tfstate) and is only registered',
    );
    const changed = { ...there, outputs: [] };
    expect(await rebuild({ standingAs }).take(changed)).toMatchObject({
      outcome: 'refreshed',
    });
    expect((await stacks.find(choice.id))?.outputs).toEqual([]);
    const other = { ...there, origin: 's3://other/keys/Main_Key.tfstate' };
    expect(await rebuild({ standingAs }).take(other)).toMatchObject({
      outcome: 'taken',
    });
  });
});

it('is no Terraform state', () => {
  for (const text of ['', '{}', '{"version":3}', 'state']) {
    expect(() => readTerraformState(text)).toThrow();
  }
});
