// SPDX-License-Identifier: Apache-2.0
import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { JobContext } from '../job/context';
import type { ResourceProgress } from '../job/EventLog';
import type { StackClient } from './StackClient';

const ACTIONS: readonly [RegExp, string][] = [
  [/^CREATE/, 'create'],
  [/^UPDATE/, 'update'],
  [/^DELETE/, 'delete'],
  [/^IMPORT/, 'import'],
  [/^ROLLBACK/, 'roll back'],
];

function toStatus(status: string): ResourceProgress['status'] {
  if (status.endsWith('_FAILED')) return 'failed';
  if (status.endsWith('_COMPLETE')) return 'succeeded';
  return 'started';
}

function toProgress(event: StackEvent): ResourceProgress | undefined {
  const { LogicalResourceId: address, ResourceStatus: status } = event;
  if (!address || !status) return undefined;
  return {
    address,
    type: event.ResourceType ?? '',
    action: ACTIONS.find(([pattern]) => pattern.test(status))?.[1] ?? status,
    status: toStatus(status),
    ...(event.ResourceStatusReason
      ? { message: event.ResourceStatusReason }
      : {}),
  };
}

/** Tells the log of a stack's events, each once, in their order. */
export class StackEvents {
  readonly #client: StackClient;
  readonly #context: JobContext;
  #known: string | undefined;
  /** The first failure that is not the consequence of another. */
  firstFailure: string | undefined;

  static create(client: StackClient, context: JobContext) {
    return new StackEvents(client, context);
  }

  private constructor(client: StackClient, context: JobContext) {
    this.#client = client;
    this.#context = context;
  }

  /** Passes over what has happened so far: it is the story of earlier runs. */
  async skip(): Promise<void> {
    const [newest] = await this.#client.eventsAfter(this.#known);
    this.#known = newest?.EventId ?? this.#known;
  }

  async tell(): Promise<void> {
    const events = await this.#client.eventsAfter(this.#known);
    this.#known = events[0]?.EventId ?? this.#known;
    for (const event of events.reverse()) {
      const progress = toProgress(event);
      if (!progress) continue;
      this.#context.events.resource(progress);
      if (
        progress.status === 'failed' &&
        !/cancelled/i.test(progress.message ?? '')
      ) {
        this.firstFailure ??= `${progress.address}: ${
          progress.message ?? event.ResourceStatus ?? 'failed'
        }`;
      }
    }
  }
}
