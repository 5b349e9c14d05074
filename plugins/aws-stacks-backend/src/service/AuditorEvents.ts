// SPDX-License-Identifier: Apache-2.0
import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { AuditEntry } from '@groundwork/backstage-plugin-groundwork-common';
import { ENGINE_ACTOR } from '../rules/runStates';

/** Tells the auditor what the engine did by itself; a person's step has its event from the route it came by. */
export class AuditorEvents {
  readonly #auditor: AuditorService;
  readonly #logger: LoggerService;

  static create(options: {
    auditor: AuditorService;
    logger: LoggerService;
  }): AuditorEvents {
    return new AuditorEvents(options.auditor, options.logger);
  }

  private constructor(auditor: AuditorService, logger: LoggerService) {
    this.#auditor = auditor;
    this.#logger = logger;
  }

  /** Nobody waits for the auditor: the entries are stored already. */
  report(entries: readonly AuditEntry[]): void {
    for (const entry of entries) {
      if (entry.actor === ENGINE_ACTOR) void this.#reportOne(entry);
    }
  }

  async #reportOne(entry: AuditEntry): Promise<void> {
    const { action, actor, runId, stackId, from, to, reason } = entry;
    try {
      const event = await this.#auditor.createEvent({
        eventId: action.replace('.', '-'),
        severityLevel: 'low',
        meta: {
          actor,
          runId,
          stackId,
          from,
          to,
          reason,
          auditId: entry.id,
          position: entry.position,
          hash: entry.hash,
        },
      });
      if (entry.outcome === 'done') await event.success();
      else await event.fail({ error: new Error(reason ?? 'refused') });
    } catch (error) {
      this.#logger.warn(
        `The auditor did not take the event ${action} of run ${runId}: ${error}`,
      );
    }
  }
}
