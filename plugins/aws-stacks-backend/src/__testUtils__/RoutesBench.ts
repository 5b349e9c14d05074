// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { type Bench, type Client, inProduction, startBench } from './backend';
import type { Route } from './routes';

type Answer = AuthorizeResult.ALLOW | AuthorizeResult.DENY;

/** What a request has instead of its route's own path, body and content type. */
export interface RequestChange {
  path?: string;
  body?: string | object;
  type?: string;
}

/** A running plugin with one run that waits for approval, whose permissions the test decides. */
export class RoutesBench {
  readonly bench: Bench;
  readonly ids: { runId: string; stackId: string };
  readonly #db: Knex;
  readonly #permissions: ReturnType<typeof mockServices.permissions.mock>;

  static async create(db: Knex): Promise<RoutesBench> {
    const permissions = mockServices.permissions.mock();
    answer(permissions, AuthorizeResult.ALLOW);
    const bench = await startBench({ db, services: [permissions.factory] });
    const run = await bench.as().create({ target: inProduction });
    await bench.as().reach(run.id, 'awaiting-approval');
    const ids = { runId: run.id, stackId: run.stackId };
    return new RoutesBench(db, bench, ids, permissions);
  }

  private constructor(
    db: Knex,
    bench: Bench,
    ids: { runId: string; stackId: string },
    permissions: ReturnType<typeof mockServices.permissions.mock>,
  ) {
    this.#db = db;
    this.bench = bench;
    this.ids = ids;
    this.#permissions = permissions;
  }

  stop(): Promise<void> {
    return this.bench.backend.stop();
  }

  /** Answers every question for a permission from now on. */
  allow(result: Answer): void {
    answer(this.#permissions, result);
  }

  /** A path with the ids of the run and its stack in it. */
  fill(path: string): string {
    return path
      .replace(':runId', this.ids.runId)
      .replace(':stackId', this.ids.stackId);
  }

  /** Sends a request as Rita: the route's own, or a changed one. */
  send(route: Route, change: RequestChange = {}): ReturnType<Client['post']> {
    const path = this.fill(change.path ?? route.path);
    const client = this.bench.as();
    if (route.method === 'get') return client.get(path);
    if (route.gzip && change.body === undefined) {
      return client
        .post(path)
        .set('Content-Type', 'application/gzip')
        .send(route.gzip);
    }
    return client
      .post(path)
      .set('Content-Type', change.type ?? 'application/json')
      .send(change.body ?? route.body);
  }

  /** All that a refused request must leave as it was. */
  async snapshot() {
    return {
      runs: await this.#db('runs')
        .orderBy('id')
        .select('id', 'state', 'job', 'cancelled_by'),
      stacks: await this.#db('stacks').count(),
      bundles: await this.#db('bundles').count(),
      votes: await this.#db('approval_votes').count(),
      freezes: await this.#db('freezes').select('id', 'ended_at'),
    };
  }

  /** How many refusals are in the audit log. */
  async refusals(): Promise<number> {
    const [{ n }] = await this.#db('audit')
      .where({ outcome: 'refused' })
      .count('* as n');
    return Number(n);
  }
}

function answer(
  permissions: ReturnType<typeof mockServices.permissions.mock>,
  result: Answer,
): void {
  permissions.authorize.mockImplementation(async () => [{ result }]);
  permissions.authorizeConditional.mockImplementation(async asked =>
    asked.map(() => ({ result })),
  );
}
