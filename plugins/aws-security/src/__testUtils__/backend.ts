// SPDX-License-Identifier: Apache-2.0
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { finding, findingDetail, summary, threat } from './findings';

export const BASE_URL = 'http://backend.test/api/aws-security/v1';
export const FINDINGS_URL = `${BASE_URL}/entity/:namespace/:kind/:name/findings`;
export const SUMMARY_URL = `${FINDINGS_URL}/summary`;
export const FINDING_URL = `${BASE_URL}/findings/:id`;

export const page = (items: unknown[], more: object = {}) => ({
  items,
  problems: [],
  freshness: summary.freshness,
  ...more,
});

/** The answer of an error, as the backend's error middleware writes it. */
export function refusal(status: number, name: string, message: string) {
  return HttpResponse.json(
    { error: { name, message }, response: { statusCode: status } },
    { status },
  );
}

/** A backend in which everything is well. */
export const backend = setupServer(
  http.get(SUMMARY_URL, () => HttpResponse.json(summary)),
  http.get(FINDINGS_URL, () => HttpResponse.json(page([threat, finding]))),
  http.get(FINDING_URL, () => HttpResponse.json(findingDetail)),
);

/** Answers the list, and gives what was asked for. */
export function answerFindings(answer: (query: URLSearchParams) => object) {
  const asked: string[] = [];
  backend.use(
    http.get(FINDINGS_URL, ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query.toString());
      return HttpResponse.json(answer(query));
    }),
  );
  return asked;
}

/** Answers the summary. */
export function answerSummary(answer: object) {
  backend.use(http.get(SUMMARY_URL, () => HttpResponse.json(answer)));
}
