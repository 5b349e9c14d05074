// SPDX-License-Identifier: Apache-2.0
import { InputError, ResponseError } from '@backstage/errors';
import { z } from 'zod/v4';

const faultRule = z.object({
  id: z.string(),
  kind: z.enum(['deny', 'throttle', 'delay', 'error']),
  action: z.string(),
  accountId: z.string(),
  region: z.string(),
  after: z.number(),
  seen: z.number(),
  applied: z.number(),
  times: z.number().optional(),
  delayMs: z.number().optional(),
  status: z.number().optional(),
  message: z.string().optional(),
});

const requestEntry = z.object({
  seq: z.number(),
  time: z.string(),
  durationMs: z.number(),
  accountId: z.string(),
  region: z.string(),
  service: z.string(),
  operation: z.string(),
  status: z.number(),
  requestId: z.string().nullish(),
  sessionName: z.string().optional(),
  sessionTags: z.record(z.string(), z.string()).optional(),
  via: z.string().optional(),
});

const requestPage = z.object({
  items: z.array(requestEntry),
  lastSeq: z.number(),
  more: z.boolean(),
});

/** A fault rule as the emulator keeps it. @public */
export type FaultRule = z.infer<typeof faultRule>;

/** One call the emulator answered. @public */
export type RequestEntry = z.infer<typeof requestEntry>;

/**
 * A fault rule to add.
 *
 * @remarks
 * `action` is `service:Operation` with `*` and `?`; the first `after` matching
 * calls pass, then `times` calls (or all) meet the fault.
 *
 * @public
 */
export interface FaultRuleInput {
  kind: FaultRule['kind'];
  action?: string;
  accountId?: string;
  region?: string;
  delayMs?: number;
  status?: number;
  times?: number;
  after?: number;
  message?: string;
}

/** Which calls of the request log to return. @public */
export interface RequestFilter {
  since?: number;
  limit?: number;
  service?: string;
  operation?: string;
  accountId?: string;
  region?: string;
  via?: string;
  sessionName?: string;
}

/** How a build of CodeBuild ends that somebody has played. @public */
export interface EndBuild {
  id: string;
  status: 'SUCCEEDED' | 'FAILED' | 'FAULT' | 'TIMED_OUT' | 'STOPPED';
}

/** Findings to put into a hub as they are. @public */
export interface PutFindings {
  accountId: string;
  region: string;
  /** Plain JSON, at most 64 MB; nothing is checked. One with the ProductArn and Id of another replaces it. */
  findings: readonly object[];
}

/** Speaks to the emulator's control endpoint. */
export class ControlClient {
  readonly #baseUrl: string;

  static create(options: { controlUrl: string }) {
    return new ControlClient(options.controlUrl);
  }

  private constructor(baseUrl: string) {
    this.#baseUrl = baseUrl.replace(/\/$/, '');
  }

  async health(): Promise<{ status: string }> {
    return z.object({ status: z.string() }).parse(await this.#get('/health'));
  }

  async listFaults(): Promise<FaultRule[]> {
    return z
      .object({ items: z.array(faultRule) })
      .parse(await this.#get('/faults')).items;
  }

  async addFault(rule: FaultRuleInput): Promise<FaultRule> {
    return faultRule.parse(await this.#send('POST', '/faults', rule));
  }

  async removeFault(id: string): Promise<void> {
    await this.#send('DELETE', `/faults/${encodeURIComponent(id)}`);
  }

  async clearFaults(): Promise<void> {
    await this.#send('DELETE', '/faults');
  }

  async requests(filter: RequestFilter = {}): Promise<RequestEntry[]> {
    const query = new URLSearchParams(
      Object.entries(filter).map(([name, value]) => [name, `${value}`]),
    );
    return requestPage.parse(await this.#get(`/requests?${query}`)).items;
  }

  async requireRoles(requireRoles: boolean): Promise<void> {
    await this.#send('POST', '/settings', { requireRoles });
  }

  async endBuild(end: EndBuild): Promise<void> {
    await this.#send('POST', '/builds', end);
  }

  async putFindings(put: PutFindings): Promise<void> {
    await this.#send('POST', '/findings', put);
  }

  async reset(): Promise<void> {
    await this.#send('POST', '/reset', {});
  }

  async #get(path: string): Promise<unknown> {
    return this.#answer(await fetch(`${this.#baseUrl}${path}`));
  }

  async #send(method: string, path: string, body?: object): Promise<unknown> {
    const init =
      body === undefined
        ? { method }
        : {
            method,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          };
    return this.#answer(await fetch(`${this.#baseUrl}${path}`, init));
  }

  async #answer(response: Response): Promise<unknown> {
    if (response.status === 400) {
      const { error } = z
        .object({ error: z.string() })
        .parse(await response.json());
      throw new InputError(error);
    }
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }
}
