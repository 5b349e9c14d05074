// SPDX-License-Identifier: Apache-2.0
import { ResponseError } from '@backstage/errors';
import type { z } from 'zod';
import type { StacksRequestOptions } from './StacksApi';

/** A call of the client, before it is sent. */
interface Call extends StacksRequestOptions {
  method?: 'GET' | 'POST';
  query?: object;
  json?: unknown;
  body?: Uint8Array;
}

/** Sends calls to the plugin and reads its answers. */
export class StacksWire {
  readonly #fetchApi: { fetch: typeof fetch };
  readonly #baseUrl: () => Promise<string>;

  static create(options: {
    fetchApi: { fetch: typeof fetch };
    baseUrl: () => Promise<string>;
  }): StacksWire {
    return new StacksWire(options);
  }

  private constructor(options: {
    fetchApi: { fetch: typeof fetch };
    baseUrl: () => Promise<string>;
  }) {
    this.#fetchApi = options.fetchApi;
    this.#baseUrl = options.baseUrl;
  }

  /** An answer of this shape. */
  async read<T extends z.ZodType>(
    path: string,
    schema: T,
    call: Call,
  ): Promise<z.infer<T>> {
    const response = await this.send(path, call);
    return schema.parse(await response.json());
  }

  /** What a question answers. */
  async get<T extends z.ZodType>(
    path: string,
    schema: T,
    options?: StacksRequestOptions,
    query?: object,
  ): Promise<z.infer<T>> {
    return this.read(path, schema, { ...options, query });
  }

  /** What a change answers. */
  async post<T extends z.ZodType>(
    path: string,
    schema: T,
    json: unknown,
    options?: StacksRequestOptions,
  ): Promise<z.infer<T>> {
    return this.read(path, schema, { ...options, method: 'POST', json });
  }

  /** The answer itself; rejects when it is a refusal. */
  async send(path: string, call: Call): Promise<Response> {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) query.set(key, String(value));
    }
    const headers = new Headers();
    if (call.token) headers.set('Authorization', `Bearer ${call.token}`);
    if (call.json !== undefined)
      headers.set('Content-Type', 'application/json');
    if (call.body) headers.set('Content-Type', 'application/gzip');
    const search = query.size > 0 ? `?${query}` : '';
    const response = await this.#fetchApi.fetch(
      `${await this.#baseUrl()}${path}${search}`,
      {
        method: call.method ?? 'GET',
        headers,
        signal: call.signal,
        body: call.body
          ? new Blob([new Uint8Array(call.body)])
          : JSON.stringify(call.json),
      },
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}
