// SPDX-License-Identifier: Apache-2.0
import { HttpResponse, type JsonBodyType, http } from 'msw';
import { setupServer } from 'msw/node';
import {
  accounts,
  dataLakeStack,
  brokenStack,
  stack,
  stackDetail,
} from './stacks';
import { driftReport } from './drift';
import { layerGraph } from './layers';
import { dependants, form, sources } from './lifecycle';
import { plan } from './plans';
import { layerVersions, promotion, upgrade } from './promotion';
import { blastRadius } from './blast';
import { events } from './runEvents';
import { PLAN_DIGEST, RUN_ID, run, runDetail } from './runs';

export const BASE_URL = 'http://backend.test/api/aws-stacks/v1';

export const page = (items: unknown[], more: object = {}) => ({
  items,
  totalItems: items.length,
  problems: [],
  ...more,
});

/** The answer of an error, as the backend's error middleware writes it. */
export function refusal(status: number, name: string, message: string) {
  return HttpResponse.json(
    { error: { name, message }, response: { statusCode: status } },
    { status },
  );
}

const get = (path: string, body: JsonBodyType) =>
  http.get(`${BASE_URL}${path}`, () => HttpResponse.json(body));

/** A backend in which everything is well. */
export const backend = setupServer(
  get('/accounts', page(accounts)),
  get('/layers/graph', layerGraph),
  get('/stacks', page([stack, dataLakeStack, brokenStack])),
  get('/stacks/:stackId', stackDetail),
  get('/stacks/:stackId/sources', page(sources)),
  get('/stacks/:stackId/dependants', dependants),
  get('/stacks/:stackId/form', form),
  get('/stacks/:stackId/promotion', promotion),
  get('/stacks/:stackId/upgrade', upgrade),
  get('/layers', page([layerVersions])),
  get('/stacks/:stackId/drift', driftReport),
  get('/entity/:namespace/:kind/:name/stacks', page([stack])),
  get('/freezes', page([], { mayFreeze: false })),
  get('/approvals', page([], { mine: 0 })),
  get('/runs', page([run])),
  get('/runs/:runId', runDetail),
  get('/runs/:runId/blast-radius', blastRadius),
  get('/blast-radius', { items: [blastRadius] }),
  get('/runs/:runId/plan', { runId: RUN_ID, planDigest: PLAN_DIGEST, plan }),
  http.get(`${BASE_URL}/runs/:runId/events`, ({ request }) => {
    const after = Number(new URL(request.url).searchParams.get('after') ?? 0);
    const items = events.filter(event => event.seq > after);
    return HttpResponse.json({ items, lastSeq: 7 });
  }),
);
