// SPDX-License-Identifier: Apache-2.0
import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { assertError } from '@backstage/errors';
import express, { type Request, type Router } from 'express';

const MAX_JSON = '2mb';

/**
 * A request of somebody that is known.
 *
 * @public
 */
export interface Asked {
  request: Request;
  credentials: BackstageCredentials;
}

/**
 * Answers a request with JSON.
 *
 * @public
 */
export type Handle = (asked: Asked) => Promise<object>;

/**
 * Adds routes that all authenticate and audit alike. Bodies are JSON of at most 2 MB.
 *
 * @public
 */
export class Routes {
  readonly #router: Router;
  readonly #httpAuth: HttpAuthService;
  readonly #auditor: AuditorService;

  static create(options: {
    router: Router;
    httpAuth: HttpAuthService;
    auditor: AuditorService;
  }): Routes {
    return new Routes(options);
  }

  private constructor(options: {
    router: Router;
    httpAuth: HttpAuthService;
    auditor: AuditorService;
  }) {
    this.#router = options.router;
    this.#httpAuth = options.httpAuth;
    this.#auditor = options.auditor;
    this.#router.use(express.json({ limit: MAX_JSON }));
  }

  /** A route that reads. */
  get(path: string, handle: Handle): void {
    this.#router.get(path, async (request, response) => {
      const credentials = await this.#httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      response.json(await handle({ request, credentials }));
    });
  }

  /** A route that reads much at once, for other backends only. */
  askedByServices(method: 'get' | 'post', path: string, handle: Handle): void {
    this.#router[method](path, async (request, response) => {
      const credentials = await this.#httpAuth.credentials(request, {
        allow: ['service'],
      });
      response.json(await handle({ request, credentials }));
    });
  }

  /** A route by which a person changes something: an auditor event, also when it is refused. */
  post(path: string, eventId: string, handle: Handle): void {
    this.#router.post(path, async (request, response) => {
      const credentials = await this.#httpAuth.credentials(request, {
        allow: ['user'],
      });
      const event = await this.#auditor.createEvent({
        eventId,
        severityLevel: 'medium',
        request,
      });
      try {
        const json = await handle({ request, credentials });
        await event.success();
        response.json(json);
      } catch (error) {
        assertError(error);
        await event.fail({ error });
        throw error;
      }
    });
  }
}
