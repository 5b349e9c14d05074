// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  JOB_FILES,
  type RunnerKind,
  type RunnerSecrets,
  runnerKindSchema,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import { z } from 'zod';
import type { InfraRunner, RunnerStatus, Submission } from './InfraRunner';

const jobSchema = z.object({ runner: runnerKindSchema.default('local') });

/** What jobs are divided among. */
export interface RoutedRunnerOptions {
  runners: Readonly<Record<RunnerKind, InfraRunner>>;
  kindOf: (accountId: string) => RunnerKind;
}

/** Has each job done where its `job.json` says. A job stays there when the configuration changes. */
export class RoutedRunner implements InfraRunner {
  readonly #runners: RoutedRunnerOptions['runners'];
  readonly #kindOf: RoutedRunnerOptions['kindOf'];

  static create(options: RoutedRunnerOptions): RoutedRunner {
    return new RoutedRunner(options);
  }

  private constructor(options: RoutedRunnerOptions) {
    this.#runners = options.runners;
    this.#kindOf = options.kindOf;
  }

  async submit(folder: string, secrets: RunnerSecrets): Promise<Submission> {
    return (await this.#of(folder)).submit(folder, secrets);
  }

  async status(folder: string): Promise<RunnerStatus> {
    return (await this.#of(folder)).status(folder);
  }

  async logs(folder: string): Promise<void> {
    return (await this.#of(folder)).logs(folder);
  }

  async cancel(folder: string): Promise<void> {
    return (await this.#of(folder)).cancel(folder);
  }

  async clean(folder: string): Promise<void> {
    return (await this.#of(folder)).clean(folder);
  }

  hasRoom(accountId: string): boolean {
    return this.#runners[this.#kindOf(accountId)].hasRoom(accountId);
  }

  async #of(folder: string): Promise<InfraRunner> {
    const text = await readFile(join(folder, JOB_FILES.job), 'utf8');
    return this.#runners[jobSchema.parse(JSON.parse(text)).runner];
  }
}
