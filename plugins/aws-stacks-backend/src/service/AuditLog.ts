// SPDX-License-Identifier: Apache-2.0
import { ulidSchema } from '@groundwork/backstage-plugin-groundwork-common';
import type { AuditStore } from '../store/AuditStore';

/** Records what was refused; what was done is recorded with what it changed. */
export class AuditLog {
  readonly #store: AuditStore;

  static create(store: AuditStore): AuditLog {
    return new AuditLog(store);
  }

  private constructor(store: AuditStore) {
    this.#store = store;
  }

  /** Ids come from the address and are kept only when they can be ids. */
  async refused(entry: {
    actor: string;
    action: string;
    runId?: string;
    stackId?: string;
    reason: string;
  }): Promise<void> {
    await this.#store.add({
      ...entry,
      outcome: 'refused',
      runId: ulidSchema.safeParse(entry.runId).data,
      stackId: ulidSchema.safeParse(entry.stackId).data,
    });
  }
}
