// SPDX-License-Identifier: Apache-2.0
import { isTerminalRunState } from '@groundwork/backstage-plugin-groundwork-common';
import { ENGINE_ACTOR, EXPIRING_STATES } from '../rules/runStates';
import type { FreezeGuard } from '../service/FreezeGuard';
import type { RunsStore } from '../store/RunsStore';
import type { JobFolders } from './JobFolders';
import type { PlannedSteps } from './PlannedSteps';

/** What nobody asks for and has to happen all the same, at most so often. */
const EXPIRY_MS = 1_000;
const GATES_MS = 60_000;
const FREEZES_MS = 1_000;
const FOLDERS_MS = 600_000;

/** Ends plans that are too old, asks closed gates again, and removes the files of runs that ended long ago. */
export class Sweeper {
  readonly #runs: RunsStore;
  readonly #folders: JobFolders;
  readonly #plannedSteps: PlannedSteps;
  readonly #freezeGuard: FreezeGuard;
  readonly #keepMs: number;
  readonly #last = new Map<string, number>();

  static create(options: {
    runs: RunsStore;
    folders: JobFolders;
    plannedSteps: PlannedSteps;
    freezeGuard: FreezeGuard;
    /** How long the files of a run are kept after its end. */
    keepMs: number;
  }): Sweeper {
    return new Sweeper(options);
  }

  private constructor(options: {
    runs: RunsStore;
    folders: JobFolders;
    plannedSteps: PlannedSteps;
    freezeGuard: FreezeGuard;
    keepMs: number;
  }) {
    this.#runs = options.runs;
    this.#folders = options.folders;
    this.#plannedSteps = options.plannedSteps;
    this.#freezeGuard = options.freezeGuard;
    this.#keepMs = options.keepMs;
  }

  async sweep(): Promise<void> {
    if (this.#isDue('expiry', EXPIRY_MS)) await this.expirePlans();
    if (this.#isDue('freezes', FREEZES_MS)) await this.#thaw();
    if (this.#isDue('gates', GATES_MS)) await this.askGatesAgain();
    if (this.#isDue('folders', FOLDERS_MS)) await this.removeFolders();
  }

  async expirePlans(): Promise<void> {
    const now = new Date().toISOString();
    const old = await this.#runs.listRecords(EXPIRING_STATES, query =>
      query.andWhere('runs.expires_at', '<=', now),
    );
    for (const { run } of old) {
      await this.#runs.transition({
        runId: run.id,
        from: run.state,
        to: 'expired',
        actor: ENGINE_ACTOR,
        reason: `The plan was valid until ${run.expiresAt}`,
        hint: 'Plan again',
      });
    }
  }

  async askGatesAgain(): Promise<void> {
    for (const record of await this.#runs.listRecords(['gated'])) {
      await this.#plannedSteps.reopen(record);
    }
  }

  /** What a freeze has held goes on when it ends, and does not wait for the gates' turn. */
  async #thaw(): Promise<void> {
    if (await this.#freezeGuard.hasThawed()) await this.askGatesAgain();
  }

  /** A folder whose run is not in the database may be that of a runner which outlived its database; it is kept as long. */
  async removeFolders(): Promise<void> {
    const oldest = new Date(Date.now() - this.#keepMs);
    for (const runId of await this.#folders.list()) {
      const run = (await this.#runs.find(runId))?.run;
      const endedAt = run
        ? isTerminalRunState(run.state) && run.finishedAt
        : await this.#folders.changedAt(runId);
      if (endedAt && new Date(endedAt) < oldest) {
        await this.#folders.remove(runId);
      }
    }
  }

  #isDue(what: string, everyMs: number): boolean {
    const now = Date.now();
    if (now - (this.#last.get(what) ?? 0) < everyMs) return false;
    this.#last.set(what, now);
    return true;
  }
}
