// SPDX-License-Identifier: Apache-2.0
import type { Knex } from 'knex';
import { type SweptResource, SweptStore } from '../store/SweptStore';
import { PRODUCTION, entity, startBench } from './backend';
import { migrated } from './databases';

export const EU = { accountId: PRODUCTION, region: 'eu-west-1' };
export const US = { accountId: PRODUCTION, region: 'us-east-1' };
export const SWEPT = '2026-01-01T00:00:00.000Z';
const NEXT = '2100-01-01T00:00:00.000Z';
const DENIED = {
  ...US,
  code: 'AccessDeniedException',
  action: 'tag:GetResources',
  hint: 'The sweep role may not call tag:GetResources',
};
export const READ = 'groundwork.estate.resource.read';
export const MANAGE = 'groundwork.estate.sweep.manage';

export const arnOf = (name: string) =>
  `arn:aws:sqs:eu-west-1:${PRODUCTION}:${name}`;
const queue = (
  name: string,
  tags: Record<string, string> = {},
): SweptResource => ({
  arn: arnOf(name),
  ...EU,
  resourceType: 'sqs:queue',
  name,
  tags,
});
const tags = (text: string) => ({ 'groundwork.dev/aws-tags': text });
const relation = (type: string, targetRef: string) => ({ type, targetRef });

const ENTITIES = [
  entity('Component', 'orders', tags('app=orders'), {
    spec: {
      dependsOn: ['resource:orders-db', 'Resource:other/queue', 'component:b'],
    },
    relations: [
      relation('dependsOn', 'resource:default/orders-db'),
      relation('dependsOn', 'resource:default/hidden-db'),
    ],
  }),
  entity('Resource', 'orders-db', tags('app=db')),
  entity('Resource', 'hidden-db', tags('app=secret')),
  entity(
    'System',
    'shop',
    {},
    {
      relations: [
        relation('hasPart', 'component:default/orders'),
        relation('hasPart', 'component:default/hidden'),
      ],
    },
  ),
  entity('Component', 'hidden', tags('app=hidden')),
  entity('Group', 'ai-core'),
  entity(
    'User',
    'rita',
    {},
    { relations: [relation('ownerOf', 'component:default/orders')] },
  ),
];

export const RESOURCES = [
  queue('a-orders', { app: 'orders' }),
  queue('b-db', { app: 'db' }),
  queue('c-secret', { app: 'secret' }),
  queue('d-hidden', { app: 'hidden' }),
  queue('e-both', { app: 'hidden', x: 'y' }),
  queue('f-nobody', { application: 'orders' }),
  queue('g-shared', { 'backstage:entity-ref': 'component:default/gone' }),
];

/** A plugin whose sweep has read one Region and was refused in another. */
export async function startSeededBench(client: Knex) {
  const db = await migrated(client);
  await new SweptStore(db).keep(EU, RESOURCES, SWEPT);
  const row = {
    collector_id: 'estate',
    next_run_at: NEXT,
    started_at: SWEPT,
  };
  await db('collector_targets').insert([
    {
      ...row,
      account_id: PRODUCTION,
      region: 'eu-west-1',
      outcome: 'ok',
      succeeded_at: SWEPT,
      throttled: 0,
      problems: '[]',
    },
    {
      ...row,
      account_id: PRODUCTION,
      region: 'us-east-1',
      outcome: 'failed',
      throttled: 0,
      problems: JSON.stringify([DENIED]),
    },
  ]);
  const bench = await startBench({ db, entities: ENTITIES });
  await bench.run('estate-catalog');
  return bench;
}

/** The names of a list's items, with what they are shown by. */
export function namesOf(body: { items: { name: string; via?: string }[] }) {
  return body.items.map(({ name, via }) => (via ? `${name} via ${via}` : name));
}

/** The route to the resources of an entity. */
export function entityPath(kind: string, name: string): string {
  return `/v1/entity/default/${kind}/${name}/resources`;
}
