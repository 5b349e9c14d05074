// SPDX-License-Identifier: Apache-2.0
import { EstateClient } from './EstateClient';
import { SecurityClient } from './SecurityClient';

const FRESH = { targets: 0, failed: 0 };
const PAGE = {
  items: [],
  unswept: [],
  catalogKey: 'k',
  problems: [],
  freshness: FRESH,
};
const ID = '0123456789abcdef0123456789abcdef';

/** Answers every call with one body, and keeps what was called. */
function makeFetch(body: unknown, status = 200) {
  const calls: string[] = [];
  const fetchApi = {
    fetch: async (url: string | URL | Request, init?: RequestInit) => {
      const { method, body: sent, headers } = init ?? {};
      const token = new Headers(headers).get('authorization') ?? '';
      calls.push([method, url, sent, token].filter(Boolean).join(' '));
      const text = body === undefined ? '' : JSON.stringify(body);
      return new Response(text, { status });
    },
  };
  return { calls, options: { fetchApi, baseUrl: async () => 'http://b' } };
}

describe('EstateClient', () => {
  it('calls each route of the estate', async () => {
    const lists = makeFetch(PAGE);
    const client = new EstateClient(lists.options);
    await client.listAccounts();
    await client.getFreshness({ token: 'T' });
    await client.listResources({ owned: 'false', text: 'a b' });
    await client.listEntityResources('Component:Default/Orders', { limit: 5 });
    await client.listConnections();
    await client.listOwningEntities({ catalogKey: 'k' }, { token: 'T' });
    await client.testConnections();
    expect(lists.calls).toEqual([
      'GET http://b/v1/accounts',
      'GET http://b/v1/freshness Bearer T',
      'GET http://b/v1/resources?owned=false&text=a+b',
      'GET http://b/v1/entity/default/component/orders/resources?limit=5',
      'GET http://b/v1/connections',
      'GET http://b/v1/entities?catalogKey=k Bearer T',
      'POST http://b/v1/connections/test {}',
    ]);
    const summary = {
      types: [],
      totalItems: 0,
      problems: [],
      freshness: FRESH,
    };
    const counts = makeFetch(summary);
    expect(
      await new EstateClient(counts.options).getEntityResourcesSummary(
        'api:default/pets',
      ),
    ).toEqual(summary);
    expect(counts.calls).toEqual([
      'GET http://b/v1/entity/default/api/pets/resources/summary',
    ]);
    const target = { accountId: '111111111111', region: 'eu-west-1' };
    const sweep = makeFetch({ targets: 1 });
    const swept = await new EstateClient(sweep.options).sweep({
      targets: [target],
    });
    expect(swept).toEqual({ targets: 1 });
    expect(sweep.calls).toEqual([
      `POST http://b/v1/sweep ${JSON.stringify({ targets: [target] })}`,
    ]);
  });

  it('tells a plugin that is not there from one that has no such thing', async () => {
    const missing = new EstateClient(makeFetch(undefined, 404).options);
    await expect(missing.listAccounts()).rejects.toMatchObject({
      name: 'NotInstalledError',
      message:
        'The plugin aws-estate does not answer: it is not installed in the backend, or not running',
    });
    const error = { name: 'NotFoundError', message: 'There is no entity' };
    const body = { error, response: { statusCode: 404 } };
    const there = new EstateClient(makeFetch(body, 404).options);
    await expect(there.listAccounts()).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 404,
    });
  });

  it('does not take any failure for a plugin that is missing, but a refused connection', async () => {
    const failing = (error: Error) =>
      new EstateClient({
        fetchApi: { fetch: async () => Promise.reject(error) },
        baseUrl: async () => 'http://b',
      });
    const cause = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
    await expect(
      failing(new TypeError('fetch failed', { cause })).listAccounts(),
    ).rejects.toMatchObject({ name: 'NotInstalledError' });
    await expect(
      failing(new TypeError('Failed to fetch')).listAccounts(),
    ).rejects.toMatchObject({ name: 'TypeError' });
  });
});

describe('SecurityClient', () => {
  it('calls each route of the findings, lists as repeated parameters', async () => {
    const { calls, options } = makeFetch(PAGE);
    const client = new SecurityClient(options);
    await client.listEntityFindings('component:default/orders', {
      severity: ['critical', 'high'],
      text: undefined,
    });
    await expect(
      client.getEntityFindingsSummary('system:default/shop'),
    ).rejects.toMatchObject({ name: 'ZodError' });
    await expect(client.getFinding(ID)).rejects.toMatchObject({
      name: 'ZodError',
    });
    expect(calls).toEqual([
      'GET http://b/v1/entity/default/component/orders/findings?severity=critical&severity=high',
      'GET http://b/v1/entity/default/system/shop/findings/summary',
      `GET http://b/v1/findings/${ID}`,
    ]);
  });
});
