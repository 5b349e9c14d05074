// SPDX-License-Identifier: Apache-2.0
import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, assertError } from '@backstage/errors';
import { MAX_BUNDLE_BYTES } from '@groundwork/backstage-plugin-groundwork-common';
import { parse } from '@groundwork/backstage-plugin-groundwork-node';
import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import { actorOf, userOf } from '../service/actor';
import type { AuditLog } from '../service/AuditLog';

const MAX_JSON_BYTES = 2_000_000;
const HANG_UP_MS = 1_000;

/** A request for something to be read. */
export interface Read {
  request: Request;
  credentials: BackstageCredentials;
}

/** A request of a person for something to be changed. */
export interface Mutation {
  request: Request;
  credentials: BackstageCredentials;
  userRef: string;
  body: Buffer;
}

/** What a changing route answers, and what is noted of it. */
export interface Answer {
  status?: number;
  json: object;
}

/** What a changing route is, for the audit. */
export interface MutationKind {
  /** For example `run.approve`. */
  action: string;
  contentType?: 'application/json' | 'application/gzip';
}

/** Adds routes that all authenticate, audit and refuse alike. */
export class Routes {
  readonly #router: Router;
  readonly #httpAuth: HttpAuthService;
  readonly #auditor: AuditorService;
  readonly #audit: AuditLog;

  static create(options: {
    router: Router;
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    audit: AuditLog;
  }): Routes {
    return new Routes(options);
  }

  private constructor(options: {
    router: Router;
    httpAuth: HttpAuthService;
    auditor: AuditorService;
    audit: AuditLog;
  }) {
    this.#router = options.router;
    this.#httpAuth = options.httpAuth;
    this.#auditor = options.auditor;
    this.#audit = options.audit;
  }

  /** A route that reads. A refusal for want of a permission is audited. */
  get(
    path: string,
    handle: (read: Read, response: Response) => Promise<object | undefined>,
  ): void {
    this.#router.get(path, async (request, response) => {
      const credentials = await this.#httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      try {
        const json = await handle({ request, credentials }, response);
        if (json) response.json(json);
      } catch (error) {
        if (error instanceof NotAllowedError) {
          await this.#refused(`read ${path}`, request, credentials, error);
        }
        throw error;
      }
    });
  }

  /** A route that changes something: an auditor event and an audit row, also when it is refused. */
  post(
    path: string,
    kind: MutationKind,
    handle: (mutation: Mutation) => Promise<Answer>,
  ): void {
    this.#router.post(path, async (request, response) => {
      const credentials = await this.#httpAuth.credentials(request, {
        allow: ['user'],
      });
      const event = await this.#auditor.createEvent({
        eventId: kind.action.replace('.', '-'),
        severityLevel: 'medium',
        request,
        meta: { ...request.params },
      });
      try {
        const body = await readBody(request, response, kind);
        const userRef = userOf(credentials) ?? '';
        const answer = await handle({ request, credentials, userRef, body });
        await event.success();
        response.status(answer.status ?? 200).json(answer.json);
      } catch (error) {
        assertError(error);
        await event.fail({ error });
        await this.#refused(kind.action, request, credentials, error);
        throw error;
      }
    });
  }

  async #refused(
    action: string,
    request: Request,
    credentials: BackstageCredentials,
    error: Error,
  ): Promise<void> {
    await this.#audit.refused({
      actor: actorOf(credentials),
      action,
      runId: request.params.runId,
      stackId: request.params.stackId,
      reason: `${error.name}: ${error.message}`,
    });
  }
}

/** The body of a request as JSON of this shape; an absent body is an empty object. */
export function parseBody<T extends z.ZodType>(
  schema: T,
  body: Buffer,
): z.output<T> {
  const text = body.toString('utf8');
  return parse(schema, text === '' ? {} : parseJson(text), 'body');
}

/** The text is not quoted: it may hold secrets. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError('The body is not valid JSON');
  }
}

/** Reads the body here, and not before, so that one that cannot be read is audited like any other refusal. */
async function readBody(
  request: Request,
  response: Response,
  { contentType = 'application/json' }: MutationKind,
): Promise<Buffer> {
  const empty = request.headers['content-length'] === '0';
  const hasBody = !empty && request.headers['content-type'] !== undefined;
  if (hasBody && !request.is(contentType)) {
    throw new InputError(
      `The body is ${request.headers['content-type']}; send it as ${contentType}`,
    );
  }
  const { 'content-encoding': encoding = 'identity' } = request.headers;
  if (hasBody && encoding !== 'identity') {
    throw new InputError(
      `The body could not be read: it is encoded as ${encoding}; send it as it is`,
    );
  }
  const limit =
    contentType === 'application/json' ? MAX_JSON_BYTES : MAX_BUNDLE_BYTES;
  const body = await readUpTo(limit, request);
  if (body) return body;
  hangUpAfter(response, request);
  throw new InputError(
    `The body is larger than ${limit} bytes; make it smaller`,
  );
}

/** The body, or nothing as soon as it is known to be too large. */
async function readUpTo(
  limit: number,
  request: Request,
): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return undefined;
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    // The answer goes over the same connection, so it stays open when reading ends.
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      size += piece.length;
      if (size > limit) return undefined;
      pieces.push(piece);
    }
  } catch (error) {
    assertError(error);
    throw new InputError(`The body could not be read: ${error.message}`);
  }
  return Buffer.concat(pieces);
}

/** Who goes on sending after the answer is given a moment to read it, and is not listened to. */
function hangUpAfter(response: Response, request: Request): void {
  response.once('finish', () => {
    setTimeout(() => {
      if (!request.complete) request.socket.destroy();
    }, HANG_UP_MS).unref();
  });
}
