// SPDX-License-Identifier: Apache-2.0
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type {
  AuditEntry,
  Run,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AccountsConfig } from '@groundwork/backstage-plugin-groundwork-node';
import { ENGINE_ACTOR } from '../rules/runStates';
import type { RunsStore } from '../store/RunsStore';
import type { RunApprovals } from './RunApprovals';

/** The states in which somebody may have to be told. */
const TELLING: readonly AuditEntry['to'][] = [
  'awaiting-approval',
  'approved',
  'discarded',
  'succeeded',
  'failed',
  'needs-attention',
];

/** What somebody is told, and who. */
interface Message {
  recipients: string[];
  excluded: string[];
  payload: Pick<NotificationPayload, 'title' | 'description' | 'severity'>;
}

/** Tells people what they wait for: approvers of a run that waits, and its requester of what became of it. */
export class RunNotifications {
  readonly #accounts: AccountsConfig;
  readonly #approvals: RunApprovals;
  readonly #runs: RunsStore;
  readonly #notifications: NotificationService;
  readonly #logger: LoggerService;
  #hasFailed = false;

  static create(options: {
    accounts: AccountsConfig;
    approvals: RunApprovals;
    runs: RunsStore;
    notifications: NotificationService;
    logger: LoggerService;
  }): RunNotifications {
    return new RunNotifications(options);
  }

  private constructor(options: {
    accounts: AccountsConfig;
    approvals: RunApprovals;
    runs: RunsStore;
    notifications: NotificationService;
    logger: LoggerService;
  }) {
    this.#accounts = options.accounts;
    this.#approvals = options.approvals;
    this.#runs = options.runs;
    this.#notifications = options.notifications;
    this.#logger = options.logger;
  }

  /** Nobody waits for it: the steps are done already. */
  report(entries: readonly AuditEntry[]): void {
    for (const entry of entries) {
      if (entry.outcome === 'done' && entry.to) void this.#reportOne(entry);
    }
  }

  /** An installation may have no notifications, which is said once. */
  async #reportOne(entry: AuditEntry): Promise<void> {
    try {
      const run = await this.#runOf(entry);
      const message = run && (await this.#messageOf(entry, run));
      if (!message || message.recipients.length === 0) return;
      await this.#notifications.send({
        recipients: {
          type: 'entity',
          entityRef: message.recipients,
          excludeEntityRef: message.excluded,
        },
        payload: {
          ...message.payload,
          link: `/aws-stacks/runs/${run.id}`,
          topic: 'Infrastructure',
          scope: `run:${run.id}`,
        },
      });
    } catch (error) {
      const level = this.#hasFailed ? 'debug' : 'warn';
      this.#hasFailed = true;
      this.#logger[level](
        `Nobody could be notified of ${entry.action} of run ${entry.runId}; runs go on without: ${error}`,
      );
    }
  }

  async #runOf({ runId, to }: AuditEntry): Promise<Run | undefined> {
    if (!runId || !to || !TELLING.includes(to)) return undefined;
    return (await this.#runs.find(runId))?.run;
  }

  async #messageOf(
    { action, actor, reason, from, to }: AuditEntry,
    run: Run,
  ): Promise<Message | undefined> {
    const what = describe(run);
    const tell = (payload: Message['payload']): Message => ({
      recipients: [run.requestedBy],
      excluded: actor === ENGINE_ACTOR ? [] : [actor],
      payload: { description: reason, ...payload },
    });
    switch (to) {
      case 'awaiting-approval':
        return this.#waits(run);
      case 'approved':
        if (actor === ENGINE_ACTOR) return undefined;
        return tell({ title: `${actor} approved ${what}`, severity: 'low' });
      case 'discarded':
        if (action !== 'run.reject') return undefined;
        return tell({ title: `${actor} rejected ${what}` });
      case 'succeeded':
        if (from === 'planned') return undefined;
        return tell({
          title:
            run.operation === 'destroy'
              ? `Destroyed: ${what}`
              : `Applied: ${what}`,
          severity: 'low',
        });
      case 'failed':
        return tell({ title: `Failed: ${what}`, severity: 'high' });
      default:
        return tell({ title: `Needs attention: ${what}`, severity: 'high' });
    }
  }

  /** A run that was agreed to before waits for nobody. */
  async #waits(run: Run): Promise<Message | undefined> {
    if (run.state !== 'awaiting-approval') return undefined;
    const record = await this.#approvals.find(run.id);
    if (!record) return undefined;
    const { rule, approvers } = record;
    const owner = this.#accounts.get(run.target.accountId)?.owner ?? run.owner;
    const others = approvers.length > 0 ? approvers.flat() : [owner];
    return {
      recipients: rule === 'requester' ? [run.requestedBy] : others,
      excluded: rule === 'requester' ? [] : [run.requestedBy],
      payload: {
        title: `Waits for approval: ${describe(run)}`,
        description: `Requested by ${run.requestedBy}${
          run.risks.length > 0 ? `. Risks: ${run.risks.join(', ')}` : ''
        }`,
      },
    };
  }
}

function describe({ layer, name, target }: Run): string {
  return `${layer} / ${name} in ${target.environment}`;
}
