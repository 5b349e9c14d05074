// SPDX-License-Identifier: Apache-2.0
import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { RetentionConfig } from '../config/retention';
import type { AuditChainStore } from '../store/AuditChainStore';
import type { RetentionStore } from '../store/RetentionStore';
import { AuditVerifier } from './AuditVerifier';

/** What the daily work needs. */
export interface RetentionOptions {
  auditor: AuditorService;
  chain: AuditChainStore;
  config: RetentionConfig;
  logger: LoggerService;
  store: RetentionStore;
}

/** Verifies the audit, tells the auditor where it ends, and removes what is older than it has to be kept. */
export class Retention {
  readonly #options: RetentionOptions;

  static create(options: RetentionOptions): Retention {
    return new Retention(options);
  }

  private constructor(options: RetentionOptions) {
    this.#options = options;
  }

  async run(now: Date = new Date()): Promise<void> {
    const { config, logger, store } = this.#options;
    const { auditMs, eventsMs, runsMs } = config;
    const isIntact = await this.#verify();
    if (eventsMs) await store.removeEvents(ago(now, eventsMs));
    if (runsMs) await store.removeRuns(ago(now, runsMs));
    if (!auditMs) return;
    if (isIntact) await store.removeAudit(ago(now, auditMs));
    else logger.error('No entry of the audit is removed until it is intact');
  }

  /** The event is kept where the database's owner cannot change it: what ends there can be compared later. */
  async #verify(): Promise<boolean> {
    const { auditor, chain, logger } = this.#options;
    const { checkedEntries, head, intact, problems } =
      await AuditVerifier.create(chain).verify();
    const event = await auditor.createEvent({
      eventId: 'audit-verify',
      severityLevel: intact ? 'low' : 'critical',
      meta: { ...head, checkedEntries },
    });
    if (intact) {
      await event.success();
      return true;
    }
    const messages = problems.map(({ message }) => message);
    const error = new Error(
      `The audit is not as it was written: ${messages.join('; ')}`,
    );
    logger.error(error.message);
    await event.fail({ error });
    return false;
  }
}

function ago(now: Date, ageMs: number): string {
  return new Date(now.getTime() - ageMs).toISOString();
}
