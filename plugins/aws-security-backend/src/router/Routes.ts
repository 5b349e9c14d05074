// SPDX-License-Identifier: Apache-2.0
import type {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Request, Router } from 'express';

/** A request of somebody that is known. */
export interface Asked {
  request: Request;
  credentials: BackstageCredentials;
}

/** Adds routes that all authenticate alike. */
export class Routes {
  readonly #router: Router;
  readonly #httpAuth: HttpAuthService;

  static create(options: {
    router: Router;
    httpAuth: HttpAuthService;
  }): Routes {
    return new Routes(options);
  }

  private constructor(options: { router: Router; httpAuth: HttpAuthService }) {
    this.#router = options.router;
    this.#httpAuth = options.httpAuth;
  }

  /** A route that reads. */
  get(path: string, handle: (asked: Asked) => Promise<object>): void {
    this.#router.get(path, async (request, response) => {
      const credentials = await this.#httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      response.json(await handle({ request, credentials }));
    });
  }
}
