// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import type {
  ChangeRecord,
  Environment,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { ChangeRecordConfig } from '../config/changeRecord';

/** What has to be said of a change, and where its ticket is found. */
export class ChangeRecords {
  readonly #config: ChangeRecordConfig;

  static create(config: ChangeRecordConfig): ChangeRecords {
    return new ChangeRecords(config);
  }

  private constructor(config: ChangeRecordConfig) {
    this.#config = config;
  }

  /** Refuses a change that does not say what it has to in this environment. */
  assert(change: ChangeRecord | undefined, environment: Environment): void {
    const { required, ticketPattern } = this.#config;
    const ticket = change?.ticket;
    if (ticket === undefined) {
      if (!required.includes(environment)) return;
      throw new InputError(
        `change.ticket: a change in ${environment} needs a ticket; name the ticket that the change is filed under`,
      );
    }
    if (ticketPattern && !ticketPattern.test(ticket)) {
      throw new InputError(
        `change.ticket: ${ticket} is not a ticket id here; it has to fit ${ticketPattern.source}`,
      );
    }
  }

  urlOf(change: ChangeRecord | undefined): string | undefined {
    const { ticketUrl } = this.#config;
    if (!change?.ticket || !ticketUrl) return undefined;
    return ticketUrl.replaceAll('{ticket}', encodeURIComponent(change.ticket));
  }
}
