// SPDX-License-Identifier: Apache-2.0
import { HttpResponse, type JsonBodyType, http } from 'msw';
import { setupServer } from 'msw/node';
import {
  connections,
  estate,
  freshness,
  queue,
  stray,
  suggested,
  summary,
  table,
} from './estate';

export const BASE_URL = 'http://backend.test/api/aws-estate/v1';
export const ENTITY_URL = `${BASE_URL}/entity/:namespace/:kind/:name/resources`;
export const ACTIONS_URL = 'http://backend.test/api/scaffolder/v2/actions';

export const page = (items: unknown[], more: object = {}) => ({
  items,
  totalItems: items.length,
  problems: [],
  freshness,
  ...more,
});

/** The answer of an error, as the backend's error middleware writes it. */
export function refusal(status: number, name: string, message: string) {
  return HttpResponse.json(
    { error: { name, message }, response: { statusCode: status } },
    { status },
  );
}

/** Answers a route of the estate. */
export const answer = (url: string, body: JsonBodyType) =>
  http.get(url, () => HttpResponse.json(body));

/** A backend in which everything is well. */
export const backend = setupServer(
  answer(`${BASE_URL}/accounts`, estate),
  answer(`${BASE_URL}/resources`, page([suggested, stray])),
  answer(`${ENTITY_URL}/summary`, summary),
  answer(ENTITY_URL, page([queue, table], { totalItems: 1 })),
  answer(`${BASE_URL}/connections`, { items: connections }),
  answer(ACTIONS_URL, [{ id: 'fetch:template' }]),
);
