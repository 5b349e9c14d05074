// SPDX-License-Identifier: Apache-2.0
import type { Knex } from 'knex';
import { type Replica, type ReplicaOptions, createReplica } from './replica';

/** Times of an executor, in milliseconds, that let a test see a lease end. */
export const FAST = { poll: 50, lease: 400, takeOver: 300 };

/** The replicas a test makes on one database; they are stopped together. */
export class Replicas {
  readonly #db: Knex;
  readonly #made: Replica[] = [];

  static create(db: Knex): Replicas {
    return new Replicas(db);
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /** A replica that does not work yet. */
  async make(options: Partial<ReplicaOptions> = {}): Promise<Replica> {
    const made = await createReplica({
      db: this.#db,
      times: FAST,
      ...options,
    });
    this.#made.push(made);
    return made;
  }

  /** A replica at work. */
  async start(options: Partial<ReplicaOptions> = {}): Promise<Replica> {
    const made = await this.make(options);
    made.executor.start();
    made.driftChecker.start();
    return made;
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#made.flatMap(({ driftChecker, executor }) => [
        driftChecker.stop(),
        executor.stop(),
      ]),
    );
  }
}
