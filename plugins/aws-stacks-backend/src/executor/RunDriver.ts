// SPDX-License-Identifier: Apache-2.0
import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import {
  type RunnerJob,
  type RunnerKind,
  open,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { RunState } from '@groundwork/backstage-plugin-groundwork-common';
import type { BundleStore } from '../bundles/BundleStore';
import type { JobEnding } from '../rules/outcomes';
import { ENGINE_ACTOR } from '../rules/runStates';
import type { InfraRunner } from '../runner/InfraRunner';
import type { LayerOutputs } from '../service/LayerOutputs';
import type { EventsStore } from '../store/EventsStore';
import type { RunRecord } from '../store/runRecord';
import type { RunsStore } from '../store/RunsStore';
import type { StacksStore } from '../store/StacksStore';
import type { JobFolders } from './JobFolders';
import { JobWatch, type WatchEnd } from './JobWatch';
import { type JobSettings, type RunJobKind, buildJob } from './jobs';
import type { PlannedSteps } from './PlannedSteps';
import { giveBack } from './giveBack';
import type { RunSettlement } from './RunSettlement';
import { RunTailer } from './RunTailer';
import type { TerraformBinary } from './TerraformBinary';
import type { UnlockSettlement } from './UnlockSettlement';

/** Stands in `job_host` for jobs that no host has: any replica can look after them. */
const NO_HOST = 'aws:codebuild';

/** What a driver works with. */
export interface RunDriverOptions extends JobSettings {
  /** Who holds the lease. */
  owner: string;
  /** The name of this host in `job_host`. */
  host: string;
  key: Buffer;
  runs: RunsStore;
  events: EventsStore;
  bundles: BundleStore;
  folders: JobFolders;
  runner: InfraRunner;
  stacks: Pick<StacksStore, 'find'>;
  terraform: TerraformBinary;
  layerOutputs: LayerOutputs;
  plannedSteps: PlannedSteps;
  settlement: RunSettlement;
  unlockSettlement: UnlockSettlement;
  logger: LoggerService;
}

/** Takes one run, whose lease is held, from step to step until it waits for a person or has ended. */
export class RunDriver {
  readonly #options: RunDriverOptions;

  static create(options: RunDriverOptions): RunDriver {
    return new RunDriver(options);
  }

  private constructor(options: RunDriverOptions) {
    this.#options = options;
  }

  /** Returns when there is nothing more to do, or when the signal says so. */
  async drive(runId: string, signal: AbortSignal): Promise<void> {
    let goOn = true;
    while (goOn && !signal.aborted) {
      const record = await this.#options.runs.find(runId);
      goOn =
        record?.leaseOwner === this.#options.owner &&
        (await this.#step(record, signal));
    }
  }

  /** Whether a job of a run can be taken up here: its files are here, or were never made anywhere. */
  async canWorkOn({ run, job }: RunRecord): Promise<boolean> {
    const { bundles, folders, host } = this.#options;
    if (job?.host === host || job?.host === NO_HOST) return true;
    if (job?.host) return folders.isPrepared(run.id, job.folder);
    if (job?.folder === 'plan') return bundles.isHere(run.source.digest);
    if (run.state === 'planned') return true;
    if (this.#kindOf(run) === 'codebuild') {
      return bundles.isHere(run.source.digest);
    }
    return folders.hasPlan(run.id);
  }

  #kindOf({ target }: RunRecord['run']): RunnerKind {
    return this.#options.config.runners.kindOf(target.accountId);
  }

  async #step(record: RunRecord, signal: AbortSignal): Promise<boolean> {
    const { owner, plannedSteps, runner } = this.#options;
    if (record.run.state === 'planned') {
      return plannedSteps.review(record, owner);
    }
    if (record.run.state === 'approved') {
      if (!runner.hasRoom(record.run.target.accountId)) return false;
      return plannedSteps.startApply(record, owner);
    }
    if (!record.job) return false;
    return this.#work(record, record.job, signal);
  }

  async #work(
    record: RunRecord,
    job: NonNullable<RunRecord['job']>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const ending = job.host
      ? await this.#missing(record, job)
      : await this.#prepare(record, job.folder);
    if (ending) return this.#settle(record, ending);
    return this.#end(record, job, await this.#watch(record, job, signal));
  }

  async #end(
    record: RunRecord,
    job: NonNullable<RunRecord['job']>,
    end: WatchEnd,
  ): Promise<boolean> {
    const { owner, runs } = this.#options;
    if (end.kind === 'left') return false;
    if (end.kind === 'refused') {
      return this.#settle(record, neverStarted(record, job.folder, end));
    }
    if (end.kind !== 'full') return this.#settle(record, end);
    const { cancelledBy } = (await runs.find(record.run.id)) ?? record;
    if (cancelledBy) {
      const reason = `${cancelledBy} cancelled the run before its job was started`;
      const ending = neverStarted(record, job.folder, { reason }, 'cancelled');
      return this.#settle(record, ending);
    }
    await giveBack(record, { runs, why: end, leaseOwner: owner });
    return false;
  }

  /** The record may have moved on from applying to verifying while it was watched. */
  async #settle(before: RunRecord, ending: JobEnding): Promise<boolean> {
    const { runs, settlement, unlockSettlement, owner } = this.#options;
    const record = await runs.find(before.run.id);
    if (!record) return false;
    return record.run.state === 'needs-attention'
      ? unlockSettlement.settle(record, ending, owner)
      : settlement.settle(record, ending, owner);
  }

  /** Writes the job down and marks it as started here. Answers an ending when it cannot be started at all. */
  async #prepare(
    record: RunRecord,
    folder: string,
  ): Promise<JobEnding | undefined> {
    const { folders, host, owner, runs } = this.#options;
    const { id } = record.run;
    const kind = this.#kindOf(record.run);
    try {
      if (folder === 'plan') await this.#options.layerOutputs.recheck(record);
      await folders.prepare(folder, await this.#buildJob(record, folder, kind));
    } catch (error) {
      if (!isError(error) || error.name !== 'InputError') throw error;
      return neverStarted(record, folder, { reason: error.message });
    }
    const startedAt = new Date().toISOString();
    const jobHost = kind === 'codebuild' ? NO_HOST : host;
    await runs.patch(id, owner, {
      job_host: jobHost,
      job_started_at: startedAt,
    });
    return undefined;
  }

  async #missing(
    record: RunRecord,
    { folder, host }: NonNullable<RunRecord['job']>,
  ): Promise<JobEnding | undefined> {
    const { folders } = this.#options;
    const { run } = record;
    if (await folders.isPrepared(run.id, folder)) return undefined;
    if (host === NO_HOST) {
      const job = await this.#buildJob(record, folder, 'codebuild');
      await folders.prepare(folder, job);
      return undefined;
    }
    return {
      kind: 'died',
      detail: `the replica that worked on it is gone, and its folder runs/${run.id}/${folder} with it`,
    };
  }

  async #buildJob(
    record: RunRecord,
    folder: string,
    runner: RunnerKind,
  ): Promise<RunnerJob> {
    const { run } = record;
    const { bundles, folders, stacks, terraform } = this.#options;
    const stack = await stacks.find(run.stackId);
    return buildJob(jobKind(folder), run, {
      ...this.#options,
      runner,
      // A plan of Terraform sees what was changed past it; CloudFormation has to be told to look.
      revertDrift: stack?.drift.state === 'drifted',
      lockId: record.lockId,
      paths: {
        bundle: bundles.path(run.source.digest),
        plan: folders.planPath(run.id),
        terraform:
          run.engine === 'terraform'
            ? await terraform.resolve(runner)
            : undefined,
      },
    });
  }

  async #watch(
    record: RunRecord,
    job: NonNullable<RunRecord['job']>,
    signal: AbortSignal,
  ) {
    const { events, folders, owner, runner, runs } = this.#options;
    const { id } = record.run;
    const folder = folders.path(id, job.folder);
    const tailer = RunTailer.create({
      runId: id,
      leaseOwner: owner,
      folder,
      offset: job.offset,
      events,
      onPhase: phase => this.#onPhase(id, phase),
    });
    return JobWatch.create({
      folder,
      folders,
      runner,
      tailer,
      signal,
      secrets: () => this.#secrets(id),
      isCancelled: async () => (await runs.find(id))?.cancelledBy !== undefined,
    }).run();
  }

  async #onPhase(runId: string, phase: string): Promise<void> {
    const { owner, runs } = this.#options;
    if (phase !== 'verify') return;
    const from: RunState = 'applying';
    await runs.transition({
      runId,
      from,
      to: 'verifying',
      actor: ENGINE_ACTOR,
      leaseOwner: owner,
    });
  }

  async #secrets(runId: string) {
    const { key, runs } = this.#options;
    const sealed = await runs.findSecrets(runId);
    const text = sealed
      ? open(Buffer.from(sealed, 'base64'), key, `secrets:${runId}`).toString()
      : '{}';
    const secretVariables: Record<string, string> = JSON.parse(text);
    return { encryptionKey: key.toString('base64'), secretVariables };
  }
}

function jobKind(folder: string): RunJobKind {
  if (folder.startsWith('verify-')) return 'verify';
  if (folder.startsWith('unlock-')) return 'unlock';
  return folder === 'plan' ? 'plan' : 'apply';
}

/** What is known for sure when the runner was never started: it has changed nothing. */
function neverStarted(
  { run }: RunRecord,
  folder: string,
  { reason, hint }: { reason: string; hint?: string },
  outcome: 'failed' | 'cancelled' = 'failed',
): JobEnding {
  const now = new Date().toISOString();
  return {
    kind: 'result',
    result: {
      version: 1,
      runId: run.id,
      kind: jobKind(folder),
      outcome,
      changed: false,
      reason,
      hint,
      startedAt: now,
      finishedAt: now,
    },
  };
}
