// SPDX-License-Identifier: Apache-2.0
import type {
  Connection,
  EntityResource,
  EntityResourcesSummary,
  EstateAccounts,
  Freshness,
  Problem,
  UnownedResource,
} from '@groundwork/backstage-plugin-groundwork-common';

export const PRODUCTION = '111111111111';
export const STAGING = '222222222222';

const ago = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

export const freshness: Freshness = {
  oldestAt: ago(9),
  newestAt: ago(2),
  targets: 4,
  failed: 0,
};

export const denied: Problem = {
  accountId: PRODUCTION,
  region: 'us-east-1',
  code: 'AccessDeniedException',
  action: 'tag:GetResources',
  hint: 'Allow it to the role groundwork-sweep.',
};

/** One Region is read, one was refused after it had been read, two were never read. */
export const estate: EstateAccounts = {
  items: [
    {
      accountId: PRODUCTION,
      name: 'Orders production',
      environment: 'production',
      owner: 'group:default/orders-team',
      regions: [
        {
          region: 'eu-west-1',
          resources: 1200,
          unowned: 0,
          state: 'ok',
          succeededAt: ago(2),
        },
        {
          region: 'us-east-1',
          resources: 34,
          unowned: 5,
          state: 'failed',
          succeededAt: ago(180),
        },
      ],
    },
    {
      accountId: STAGING,
      name: 'Orders staging',
      environment: 'staging',
      regions: [{ region: 'eu-west-1', state: 'never' }],
    },
  ],
  coveragePercent: 99.5,
  problems: [denied],
  freshness: { newestAt: ago(2), targets: 3, failed: 1 },
};

const seen = { firstSeenAt: ago(5000), lastSeenAt: ago(2) };

export const queue: EntityResource = {
  arn: `arn:aws:sqs:eu-west-1:${PRODUCTION}:orders`,
  accountId: PRODUCTION,
  region: 'eu-west-1',
  resourceType: 'sqs:queue',
  name: 'orders',
  tags: {
    app: 'orders',
    environment: 'production',
    owner: 'orders',
    tier: '1',
  },
  owners: [{ entityRef: 'component:default/orders', rule: 'tags' }],
  ...seen,
};

export const table: EntityResource = {
  arn: `arn:aws-cn:dynamodb:cn-north-1:${STAGING}:table/orders-db`,
  accountId: STAGING,
  region: 'cn-north-1',
  resourceType: 'dynamodb:table',
  name: 'orders-db',
  tags: {},
  owners: [{ entityRef: 'resource:default/orders-db', rule: 'arn' }],
  via: 'resource:default/orders-db',
  ...seen,
};

export const summary: EntityResourcesSummary = {
  types: [
    {
      resourceType: 'sqs:queue',
      resources: 7,
      oldestSeenAt: ago(60 * 26),
      newestSeenAt: ago(2),
    },
    {
      resourceType: 's3:bucket',
      resources: 1,
      oldestSeenAt: seen.lastSeenAt,
      newestSeenAt: seen.lastSeenAt,
    },
  ],
  totalItems: 8,
  problems: [],
  freshness,
};

const { via, ...plain } = table;

export const suggested: UnownedResource = {
  ...queue,
  arn: `${queue.arn}-dead-letters`,
  name: 'orders-dead-letters',
  owners: [],
  suggestions: [
    { entityRef: 'component:default/orders', because: 'name' },
    { entityRef: 'group:default/orders-team', because: 'account' },
  ],
};

export const stray: UnownedResource = {
  ...plain,
  name: 'stray',
  owners: [],
  suggestions: [],
};

const cell = (
  service: string,
  state: Connection['state'],
  more: Partial<Connection> = {},
): Connection => ({
  accountId: PRODUCTION,
  region: 'eu-west-1',
  service,
  state,
  testedAt: ago(30),
  ...more,
});

export const connections: Connection[] = [
  cell('tag', 'readable'),
  cell('securityhub', 'denied', {
    action: 'securityhub:DescribeHub',
    hint: 'Allow it to the role groundwork-sweep.',
  }),
  cell('guardduty', 'not-enabled', { hint: 'Enable GuardDuty here.' }),
  { ...cell('tag', 'unknown'), accountId: STAGING, testedAt: undefined },
];
