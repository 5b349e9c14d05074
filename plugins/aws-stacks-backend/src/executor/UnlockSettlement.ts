// SPDX-License-Identifier: Apache-2.0
import type { JobEnding } from '../rules/outcomes';
import { ENGINE_ACTOR } from '../rules/runStates';
import type { AuditStore } from '../store/AuditStore';
import type { EventsStore, NewRunEvent } from '../store/EventsStore';
import type { RunRecord } from '../store/runRecord';
import type { RunsStore } from '../store/RunsStore';

/** Records what came of releasing a state lock. The run stays where it is: a person has to say what comes next. */
export class UnlockSettlement {
  readonly #runs: RunsStore;
  readonly #events: EventsStore;
  readonly #audit: AuditStore;

  static create(options: {
    runs: RunsStore;
    events: EventsStore;
    audit: AuditStore;
  }): UnlockSettlement {
    return new UnlockSettlement(options);
  }

  private constructor(options: {
    runs: RunsStore;
    events: EventsStore;
    audit: AuditStore;
  }) {
    this.#runs = options.runs;
    this.#events = options.events;
    this.#audit = options.audit;
  }

  async settle(
    { run }: RunRecord,
    ending: JobEnding,
    leaseOwner: string,
  ): Promise<boolean> {
    const note = noteOf(ending);
    const released = note.level === 'info';
    const kept = await this.#runs.patch(run.id, leaseOwner, {
      job: null,
      hint: note.hint ?? null,
      lock_id: lockOf(ending),
      updated_at: note.at,
    });
    if (!kept) return false;
    await this.#events.add(run.id, note);
    await this.#audit.add({
      actor: ENGINE_ACTOR,
      action: 'run.unlocked',
      outcome: released ? 'done' : 'refused',
      runId: run.id,
      stackId: run.stackId,
      reason: note.message,
    });
    return false;
  }
}

/** The lock that still is held, so that it is the one which is released the next time. */
function lockOf(ending: JobEnding): string | null {
  const result = ending.kind === 'result' ? ending.result : undefined;
  return result?.lock?.id ?? null;
}

function noteOf(ending: JobEnding): Extract<NewRunEvent, { kind: 'note' }> {
  const at = new Date().toISOString();
  const result = ending.kind === 'result' ? ending.result : undefined;
  if (result?.outcome === 'succeeded') {
    return {
      kind: 'note',
      at,
      level: 'info',
      message: result.reason ?? 'The state is not locked',
      hint: 'Resume the run to compare the account with the plan, or mark it failed',
    };
  }
  const why =
    ending.kind === 'died' ? ending.detail : result?.reason ?? 'it failed';
  return {
    kind: 'note',
    at,
    level: 'error',
    message: `The state lock was not released: ${why}`,
    hint: result?.hint ?? 'Release the lock again',
  };
}
