// SPDX-License-Identifier: Apache-2.0
import { DEVELOPMENT, inProduction, runRequest } from './backend';
import { KMS_BUNDLE } from './bundles';
import { PLAN_DIGEST } from './FakeRunner';

/** One route of the web API, and what it asks for. */
export interface Route {
  method: 'get' | 'post';
  path: string;
  /** A body that is right, for routes that take one. */
  body?: object;
  gzip?: Buffer;
  permission: string;
}

const RUN = (rest: string) => `/v1/runs/:runId${rest}`;

/** Every route of the web API; ids stand as `:runId` and `:stackId`. */
export const ROUTES: Route[] = [
  {
    method: 'get',
    path: '/v1/accounts',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'get',
    path: '/v1/health',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'get',
    path: '/v1/layers/graph',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'get',
    path: '/v1/outputs?layer=kms&output=key_arn',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'get',
    path: '/v1/stacks',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'get',
    path: '/v1/stacks/:stackId',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'get',
    path: '/v1/stacks/:stackId/source',
    permission: 'groundwork.stack.read',
  },
  ...['sources', 'dependants', 'form', 'import'].map(
    (thing): Route => ({
      method: 'get',
      path: `/v1/stacks/:stackId/${thing}`,
      permission: 'groundwork.stack.read',
    }),
  ),
  {
    method: 'post',
    path: '/v1/stacks/:stackId/destroy',
    body: { confirmation: 'orders', reason: 'It is not needed any more' },
    permission: 'groundwork.stack.destroy',
  },
  {
    method: 'post',
    path: '/v1/stacks/:stackId/rollback',
    body: { reason: 'It was better before' },
    permission: 'groundwork.stack.plan',
  },
  {
    method: 'post',
    path: '/v1/stacks/:stackId/import',
    body: {
      reason: 'It stands since before',
      imports: [{ to: 'aws_kms_alias.this', id: 'alias/orders' }],
    },
    permission: 'groundwork.stack.plan',
  },
  {
    method: 'get',
    path: '/v1/stacks/:stackId/promotion',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'post',
    path: '/v1/stacks/:stackId/promote',
    body: { target: inProduction, reason: 'It is ready' },
    permission: 'groundwork.stack.plan',
  },
  {
    method: 'post',
    path: '/v1/stacks/:stackId/deregister',
    body: { reason: 'It is looked after elsewhere' },
    permission: 'groundwork.stack.apply',
  },
  {
    method: 'post',
    path: '/v1/standing/search',
    body: { accountId: DEVELOPMENT, region: 'eu-west-1' },
    permission: 'groundwork.stack.apply',
  },
  {
    method: 'post',
    path: '/v1/standing',
    body: {
      accountId: DEVELOPMENT,
      region: 'eu-west-1',
      stacks: [
        {
          origin: 's3://states/network.tfstate',
          layer: 'vpc',
          name: 'network',
          owner: 'group:default/ai-core',
        },
      ],
    },
    permission: 'groundwork.stack.apply',
  },
  {
    method: 'get',
    path: '/v1/layers',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'get',
    path: '/v1/stacks/:stackId/upgrade',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'post',
    path: '/v1/layers/kms/upgrade',
    body: {
      stackIds: ['01K00000000000000000000000'],
      reason: 'The newest is safer',
    },
    permission: 'groundwork.stack.plan',
  },
  {
    method: 'get',
    path: '/v1/stacks/:stackId/drift',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'post',
    path: '/v1/stacks/:stackId/drift/check',
    body: {},
    permission: 'groundwork.stack.plan',
  },
  {
    method: 'post',
    path: '/v1/stacks/:stackId/drift/ignores',
    body: { address: 'aws_kms_key.this', reason: 'Known' },
    permission: 'groundwork.stack.apply',
  },
  {
    method: 'post',
    path: '/v1/stacks/:stackId/drift/ignores/01K00000000000000000000000/end',
    body: {},
    permission: 'groundwork.stack.apply',
  },
  {
    method: 'post',
    path: '/v1/stacks/:stackId/drift/revert',
    body: { reason: 'Put it back' },
    permission: 'groundwork.stack.plan',
  },
  {
    method: 'get',
    path: '/v1/entity/default/resource/kms-orders-development/stacks',
    permission: 'groundwork.stack.read',
  },
  { method: 'get', path: '/v1/runs', permission: 'groundwork.stack.read' },
  { method: 'get', path: RUN(''), permission: 'groundwork.stack.read' },
  {
    method: 'get',
    path: RUN('/plan'),
    permission: 'groundwork.stack.read',
  },
  {
    method: 'get',
    path: RUN('/blast-radius'),
    permission: 'groundwork.stack.read',
  },
  {
    method: 'get',
    path: '/v1/blast-radius?runId=01ARZ3NDEKTSV4RRFFQ69G5FAV',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'get',
    path: RUN('/events'),
    permission: 'groundwork.stack.read',
  },
  {
    method: 'get',
    path: RUN('/audit'),
    permission: 'groundwork.stack.read',
  },
  {
    method: 'get',
    path: RUN('/record'),
    permission: 'groundwork.stack.read',
  },
  { method: 'get', path: '/v1/audit', permission: 'groundwork.stack.read' },
  {
    method: 'get',
    path: '/v1/audit/verify',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'post',
    path: '/v1/bundles',
    gzip: KMS_BUNDLE,
    permission: 'groundwork.stack.plan',
  },
  {
    method: 'post',
    path: '/v1/runs',
    body: runRequest({ name: 'other' }),
    permission: 'groundwork.stack.plan',
  },
  {
    method: 'post',
    path: RUN('/approve'),
    body: { planDigest: PLAN_DIGEST },
    permission: 'groundwork.stack.approve',
  },
  {
    method: 'post',
    path: RUN('/reject'),
    body: { planDigest: PLAN_DIGEST, comment: 'Not now' },
    permission: 'groundwork.stack.approve',
  },
  {
    method: 'get',
    path: '/v1/approvals',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'get',
    path: '/v1/freezes',
    permission: 'groundwork.stack.read',
  },
  {
    method: 'post',
    path: '/v1/freezes',
    body: { scope: { kind: 'everything' }, reason: 'Year-end close' },
    permission: 'groundwork.stack.freeze',
  },
  {
    method: 'post',
    path: '/v1/freezes/01ARZ3NDEKTSV4RRFFQ69G5FAV/end',
    body: {},
    permission: 'groundwork.stack.freeze',
  },
  {
    method: 'post',
    path: RUN('/discard'),
    body: {},
    permission: 'groundwork.stack.cancel',
  },
  {
    method: 'post',
    path: RUN('/cancel'),
    body: {},
    permission: 'groundwork.stack.cancel',
  },
  {
    method: 'post',
    path: RUN('/resume'),
    body: {},
    permission: 'groundwork.stack.apply',
  },
  {
    method: 'post',
    path: RUN('/unlock'),
    body: {},
    permission: 'groundwork.stack.unlock',
  },
  {
    method: 'post',
    path: RUN('/override'),
    body: { planDigest: PLAN_DIGEST, reason: 'It is urgent' },
    permission: 'groundwork.stack.override',
  },
  {
    method: 'post',
    path: RUN('/fail'),
    body: {},
    permission: 'groundwork.stack.apply',
  },
];

/** Test cases: `GET /v1/runs` and its route. */
export type NamedRoute = [string, Route];

export const allRoutes = ROUTES.map(
  (route): NamedRoute => [`${route.method.toUpperCase()} ${route.path}`, route],
);
export const routesAboutOne = allRoutes.filter(([name]) =>
  /:(runId|stackId)/.test(name),
);
export const changingRoutes = allRoutes.filter(
  ([, { method }]) => method === 'post',
);
export const routesTakingJson = changingRoutes.filter(([, { gzip }]) => !gzip);
