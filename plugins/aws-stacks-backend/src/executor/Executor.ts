// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { RunState } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { ENGINE_ACTOR } from '../rules/runStates';
import type {
  ConcurrencyLimits,
  LeaseHolder,
  LeasesStore,
} from '../store/LeasesStore';
import type { Hindrance } from '../store/hindrance';
import type { RunRecord } from '../store/runRecord';
import type { RunsStore } from '../store/RunsStore';
import type { BundleStore } from '../bundles/BundleStore';
import type { InfraRunner } from '../runner/InfraRunner';
import type { RunDriver } from './RunDriver';
import type { Sweeper } from './Sweeper';

/** States in which a run may have something to do for an executor. */
const ACTIVE_STATES: readonly RunState[] = [
  'planning',
  'planned',
  'approved',
  'applying',
  'verifying',
  'needs-attention',
];

/** How long a run that cannot go on, for want of room for example, is left alone. */
const REST_MS = 1_000;

/** The times an executor works by, in milliseconds. */
export interface ExecutorTimes {
  /** How often it looks for what other replicas have left. */
  poll: number;
  /** How long a lease holds without being renewed. */
  lease: number;
  /** How long another host's lease must be over until its run is given up. */
  takeOver: number;
}

const DEFAULT_TIMES: ExecutorTimes = {
  poll: 2_000,
  lease: 20_000,
  takeOver: 60_000,
};

/** What an executor works with. */
export interface ExecutorOptions {
  owner: string;
  runs: RunsStore;
  leases: LeasesStore;
  bundles: BundleStore;
  driver: RunDriver;
  runner: InfraRunner;
  sweeper: Sweeper;
  limits: ConcurrencyLimits;
  logger: LoggerService;
  times?: Partial<ExecutorTimes>;
}

/** Finds runs with something to do, takes their lease and has them driven. Any number of replicas may run one. */
export class Executor {
  readonly #options: ExecutorOptions;
  readonly #times: ExecutorTimes;
  readonly #holder: LeaseHolder;
  readonly #driving = new Map<string, AbortController>();
  readonly #ends = new Set<Promise<void>>();
  /** Runs that could not go on, and until when they are left alone. */
  readonly #resting = new Map<string, number>();
  #timers: NodeJS.Timeout[] = [];
  #tick: Promise<void> | undefined;
  #again = false;
  #stopped = true;

  static create(options: ExecutorOptions): Executor {
    return new Executor(options);
  }

  private constructor(options: ExecutorOptions) {
    this.#options = options;
    this.#times = { ...DEFAULT_TIMES, ...options.times };
    this.#holder = {
      owner: options.owner,
      until: () => new Date(Date.now() + this.#times.lease),
    };
  }

  start(): void {
    this.#stopped = false;
    this.#timers = [
      setInterval(() => this.wake(), this.#times.poll),
      setInterval(() => void this.#renew(), this.#times.lease / 4),
    ];
    this.wake();
  }

  /** Stops looking after runs and gives their leases back. The runners go on. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timers.forEach(clearInterval);
    for (const controller of this.#driving.values()) controller.abort();
    await this.#tick;
    await Promise.all(this.#ends);
  }

  /** Looks for work now. Called whenever something has changed here. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#tick) {
      this.#again = true;
      return;
    }
    this.#tick = this.#lookAround().finally(() => {
      this.#tick = undefined;
      if (this.#again) {
        this.#again = false;
        this.wake();
      }
    });
  }

  async #lookAround(): Promise<void> {
    const { runs, sweeper, logger } = this.#options;
    try {
      await sweeper.sweep();
      for (const record of await runs.listRecords(ACTIVE_STATES, hasWork)) {
        if (!this.#driving.has(record.run.id)) await this.#takeUp(record);
      }
      await this.#takeAllQueued();
    } catch (error) {
      logger.error(
        'Looking for runs failed; it is tried again',
        toError(error),
      );
    }
  }

  /** Oldest first. Room that is made meanwhile is for the runs that were passed over, at the next look. */
  async #takeAllQueued(): Promise<void> {
    const full = new Set<string>();
    for (const record of await this.#options.runs.listRecords(['queued'])) {
      const { accountId } = record.run.target;
      if (full.has(accountId)) continue;
      const waitsFor = await this.#takeQueued(record);
      if (waitsFor === 'total') return;
      if (waitsFor === 'account') full.add(accountId);
    }
  }

  /** Answers what it has to wait for, if that is what keeps it from being taken. */
  async #takeQueued(
    record: RunRecord,
  ): Promise<Hindrance['waitsFor'] | undefined> {
    const { bundles, leases, limits, runner } = this.#options;
    if (!runner.hasRoom(record.run.target.accountId)) return undefined;
    if (this.#stopped || !(await bundles.isHere(record.run.source.digest))) {
      return undefined;
    }
    const { claimed, hindrance } = await leases.claimQueued(record, {
      holder: this.#holder,
      limits,
      actor: ENGINE_ACTOR,
    });
    if (claimed) this.#drive(record.run.id);
    return hindrance?.waitsFor;
  }

  async #takeUp(record: RunRecord): Promise<void> {
    const { driver, leases, owner } = this.#options;
    if (this.#stopped || this.#isResting(record.run.id)) return;
    const ours = await driver.canWorkOn(record);
    if (!ours && !this.#isAbandoned(record)) return;
    const claimed = await leases.claim(record, this.#holder, holder =>
      holder === owner ? true : isDeadOnThisHost(holder, owner),
    );
    if (claimed) this.#drive(record.run.id);
  }

  /** Another host had it, and neither that host nor anyone else has looked after it for long. */
  #isAbandoned({ run, job, leaseUntil }: RunRecord): boolean {
    if (!job) return false;
    const since = leaseUntil ?? run.updatedAt;
    return Date.now() - Date.parse(since) > this.#times.takeOver;
  }

  #isResting(runId: string): boolean {
    const until = this.#resting.get(runId) ?? 0;
    if (until > Date.now()) return true;
    this.#resting.delete(runId);
    return false;
  }

  #drive(runId: string): void {
    const controller = new AbortController();
    this.#driving.set(runId, controller);
    const end = this.#driveToEnd(runId, controller.signal).finally(() => {
      this.#driving.delete(runId);
      this.#ends.delete(end);
      this.wake();
    });
    this.#ends.add(end);
  }

  async #driveToEnd(runId: string, signal: AbortSignal): Promise<void> {
    const { driver, leases, logger, owner, runs } = this.#options;
    try {
      await driver.drive(runId, signal);
      const [stuck] = await runs.listRecords(ACTIVE_STATES, query =>
        hasWork(query).andWhere('runs.id', runId),
      );
      if (stuck) this.#resting.set(runId, Date.now() + REST_MS);
      await leases.release(runId, owner);
    } catch (error) {
      this.#resting.set(runId, Date.now() + REST_MS);
      logger.error(
        `Run ${runId} stopped; it is taken up again`,
        toError(error),
      );
    }
  }

  async #renew(): Promise<void> {
    const { leases, logger } = this.#options;
    for (const [runId, controller] of this.#driving) {
      try {
        const kept = await leases.renew(runId, this.#holder);
        if (!kept) controller.abort();
      } catch (error) {
        logger.warn(`Lease of ${runId} could not be renewed`, toError(error));
      }
    }
  }
}

/** A name for this process that says where it runs: `host:pid:random`. */
export function newOwner(host: string): string {
  return `${host}:${process.pid}:${randomBytes(6).toString('hex')}`;
}

/** A holder of our host whose process is gone will not renew its lease; nobody has to wait for it. */
function isDeadOnThisHost(holder: string, me: string): boolean {
  const [host, pid] = holder.split(':');
  if (host !== me.split(':')[0] || Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return toError(error).message.includes('ESRCH');
  }
}

function hasWork(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.andWhere(any =>
    any
      .whereNotNull('runs.job')
      .orWhereIn('runs.state', ['planned', 'approved']),
  );
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
