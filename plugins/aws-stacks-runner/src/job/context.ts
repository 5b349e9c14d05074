// SPDX-License-Identifier: Apache-2.0
import type { RunnerJob, RunnerResult, RunnerSecrets } from '../protocol';
import type { Redactor } from '../redact';
import type { EventLog } from './EventLog';
import type { Interruption } from './Interruption';
import type { JobFolder } from './JobFolder';

/** How an engine ended a job; times and ids are added to it. */
export type JobOutcome = Omit<
  RunnerResult,
  'version' | 'runId' | 'kind' | 'startedAt' | 'finishedAt'
>;

/** What may have happened to the account so far; asked when a job ends by an error. */
export interface Progress {
  changed: boolean;
}

/** One job of one kind. */
export type JobOf<Kind extends RunnerJob['kind']> = Extract<
  RunnerJob,
  { kind: Kind }
>;

/** All that an engine needs to do a job. */
export interface JobContext<Job extends RunnerJob = RunnerJob> {
  job: Job;
  folder: JobFolder;
  secrets: RunnerSecrets;
  /** The unpacked source. */
  source: string;
  /** The work folder, mode 0700, removed at the end. */
  work: string;
  events: EventLog;
  redactor: Redactor;
  interruption: Interruption;
  progress: Progress;
}

/** An engine: one function for each kind of job. */
export interface Engine {
  plan(context: JobContext<JobOf<'plan'>>): Promise<JobOutcome>;
  apply(context: JobContext<JobOf<'apply'>>): Promise<JobOutcome>;
  verify(context: JobContext<JobOf<'verify'>>): Promise<JobOutcome>;
  unlock(context: JobContext<JobOf<'unlock'>>): Promise<JobOutcome>;
  drift(context: JobContext<JobOf<'drift'>>): Promise<JobOutcome>;
}

/** Throws a reason with what to do about it; both are shown to people. */
export class JobError extends Error {
  readonly name = 'JobError';
  readonly hint: string | undefined;

  constructor(reason: string, hint?: string) {
    super(reason);
    this.hint = hint;
  }
}
