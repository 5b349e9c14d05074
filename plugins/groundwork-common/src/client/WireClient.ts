// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError, isError } from '@backstage/errors';
import { z } from 'zod';
import { NotInstalledError } from './NotInstalledError';

/**
 * Options of every call.
 *
 * @public
 */
export interface WireRequestOptions {
  signal?: AbortSignal;
  /** A Backstage token, for callers that do not go through the app's fetch. */
  token?: string;
}

/**
 * What a client is made of.
 *
 * @public
 */
export interface WireClientOptions {
  fetchApi: { fetch: typeof fetch };
  /** Where the plugin answers; asked for before each call. */
  baseUrl: () => Promise<string>;
}

/** A call, before it is sent. */
export interface WireCall extends WireRequestOptions {
  method?: 'GET' | 'POST';
  /** A list is sent as the same parameter several times. */
  query?: object;
  json?: unknown;
}

const refusedSchema = z.object({ code: z.literal('ECONNREFUSED') });
const errorBodySchema = z.object({ error: z.object({ name: z.string() }) });

/** Calls one plugin's web API, and tells "it has no such thing" from "there is no such plugin". */
export class WireClient {
  readonly #pluginId: string;
  readonly #options: WireClientOptions;

  static create(pluginId: string, options: WireClientOptions): WireClient {
    return new WireClient(pluginId, options);
  }

  private constructor(pluginId: string, options: WireClientOptions) {
    this.#pluginId = pluginId;
    this.#options = options;
  }

  async read<T extends z.ZodType>(
    path: string,
    schema: T,
    call: WireCall = {},
  ): Promise<z.infer<T>> {
    const response = await this.#send(path, call);
    if (!response.ok) {
      await this.#assertInstalled(response.clone());
      throw await ResponseError.fromResponse(response);
    }
    return schema.parse(await response.json());
  }

  async #send(path: string, call: WireCall): Promise<Response> {
    const headers = new Headers();
    if (call.token) headers.set('Authorization', `Bearer ${call.token}`);
    if (call.json !== undefined) {
      headers.set('Content-Type', 'application/json');
    }
    const base = await this.#options.baseUrl();
    try {
      return await this.#options.fetchApi.fetch(
        `${base}${path}${searchOf(call.query)}`,
        {
          method: call.method ?? 'GET',
          headers,
          signal: call.signal,
          body: JSON.stringify(call.json),
        },
      );
    } catch (error) {
      if (isError(error) && refusedSchema.safeParse(error.cause).success) {
        throw this.#notInstalled(error);
      }
      throw error;
    }
  }

  /** A plugin answers with an error of Backstage; whoever stands where there is none answers 404 without one. */
  async #assertInstalled(response: Response): Promise<void> {
    if (response.status !== 404) return;
    const body: unknown = await response.json().catch(() => undefined);
    if (!errorBodySchema.safeParse(body).success) throw this.#notInstalled();
  }

  #notInstalled(cause?: Error): NotInstalledError {
    return new NotInstalledError(
      `The plugin ${
        this.#pluginId
      } does not answer: it is not installed in the backend, or not running`,
      cause,
    );
  }
}

/** `/v1/entity/<namespace>/<kind>/<name>/<thing>`, in small letters. */
export function entityPath(entityRef: string, thing: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const path = [namespace, kind, name].map(encodeURIComponent).join('/');
  return `/v1/entity/${path.toLowerCase()}/${thing}`;
}

function searchOf(query: object = {}): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    for (const each of values) {
      if (each !== undefined) parameters.append(key, String(each));
    }
  }
  return parameters.size > 0 ? `?${parameters}` : '';
}
