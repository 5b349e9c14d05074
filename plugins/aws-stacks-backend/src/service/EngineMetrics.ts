// SPDX-License-Identifier: Apache-2.0
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
  MetricsServiceObservableResult,
} from '@backstage/backend-plugin-api/alpha';
import type {
  AuditEntry,
  EngineHealth,
} from '@groundwork/backstage-plugin-groundwork-common';
import { decodeTime } from 'ulid';
import type { HealthService } from './HealthService';

/** The gauges of one collection are read from the database once. */
const MEASURED_FOR_MS = 1_000;

type Observe = (
  result: MetricsServiceObservableResult,
  health: EngineHealth,
) => void;

/** The gauges: name, what it counts, unit, and how it is read. */
const GAUGES: readonly [string, string, string, Observe][] = [
  [
    'groundwork.stacks.queue.length',
    'Runs that wait to be planned',
    '{run}',
    (result, { queue }) => result.observe(queue.length),
  ],
  [
    'groundwork.stacks.queue.oldest.age',
    'How long the run that was asked for first has waited',
    's',
    (result, { queue, checkedAt }) =>
      result.observe(
        queue.oldestAt ? secondsBetween(queue.oldestAt, checkedAt) : 0,
      ),
  ],
  [
    'groundwork.stacks.runs',
    'Runs by state',
    '{run}',
    (result, { runs }) => {
      for (const [state, count] of Object.entries(runs)) {
        result.observe(count, { state });
      }
    },
  ],
  [
    'groundwork.stacks.runners',
    'Runners at work, by account',
    '{runner}',
    (result, { runners }) => {
      for (const { accountId, working } of runners.accounts) {
        result.observe(working, { account: accountId });
      }
    },
  ],
  [
    'groundwork.stacks.runners.limit',
    'How many runners may be at work at once',
    '{runner}',
    (result, { runners }) => result.observe(runners.limit),
  ],
  [
    'groundwork.stacks.heartbeats.stale',
    'Runs whose replica has not renewed its lease in time',
    '{run}',
    (result, { staleHeartbeats }) => result.observe(staleHeartbeats.length),
  ],
  [
    'groundwork.stacks.runs.stuck',
    'Runs in a state of the engine for longer than its time limits allow',
    '{run}',
    (result, { stuck }) => result.observe(stuck.length),
  ],
];

/** Gives the figures of the engine to OpenTelemetry, by Backstage's metrics service. */
export class EngineMetrics {
  readonly #health: HealthService;
  readonly #logger: LoggerService;
  readonly #transitions: MetricsServiceCounter;
  readonly #refusals: MetricsServiceCounter;
  readonly #waits: MetricsServiceHistogram;
  #measured: { at: number; health: Promise<EngineHealth> } | undefined;

  static create(options: {
    metrics: MetricsService;
    healthService: HealthService;
    logger: LoggerService;
  }): EngineMetrics {
    return new EngineMetrics(options);
  }

  private constructor(options: {
    metrics: MetricsService;
    healthService: HealthService;
    logger: LoggerService;
  }) {
    const { metrics } = options;
    this.#health = options.healthService;
    this.#logger = options.logger;
    this.#transitions = metrics.createCounter('groundwork.stacks.transitions', {
      description:
        'Changes of the state of runs, of which this replica made them',
      unit: '{transition}',
    });
    this.#refusals = metrics.createCounter('groundwork.stacks.refusals', {
      description: 'Requests that were refused, by action',
      unit: '{request}',
    });
    this.#waits = metrics.createHistogram('groundwork.stacks.queue.wait', {
      description: 'How long a run waited to be planned',
      unit: 's',
    });
    for (const [name, description, unit, observe] of GAUGES) {
      metrics
        .createObservableGauge(name, { description, unit })
        .addCallback(result => this.#observe(name, result, observe));
    }
  }

  /** Counts what was done, once it is in the audit. */
  report(entries: readonly AuditEntry[]): void {
    for (const { action, at, from, outcome, runId, to } of entries) {
      if (outcome === 'refused') this.#refusals.add(1, { action });
      else if (to) this.#transitions.add(1, { from: from ?? 'none', to });
      if (from === 'queued' && to === 'planning' && runId) {
        this.#waits.record(secondsBetween(decodeTime(runId), at));
      }
    }
  }

  async #observe(
    name: string,
    result: MetricsServiceObservableResult,
    observe: Observe,
  ): Promise<void> {
    try {
      observe(result, await this.#measure());
    } catch (error) {
      this.#logger.warn(`The metric ${name} could not be read: ${error}`);
    }
  }

  #measure(): Promise<EngineHealth> {
    const now = Date.now();
    if (!this.#measured || now - this.#measured.at > MEASURED_FOR_MS) {
      this.#measured = { at: now, health: this.#health.measure() };
    }
    return this.#measured.health;
  }
}

function secondsBetween(from: string | number, to: string): number {
  return Math.max(0, Date.parse(to) - new Date(from).getTime()) / 1000;
}
